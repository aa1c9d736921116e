using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Results;

public sealed class ConnectivityTests : EngineTest
{
    private const string WithTlsAndLogin = "$asset.ssl_config = 'StartTLS'; $asset.SkipCertificateCheck = $true; $asset.username = 'u'; $asset.password = 'p'; ";

    private readonly SmtpTestServer _server;

    public ConnectivityTests() => _server = StartServer(new ServerOptions
    {
        StartTls = true,
        AuthMechanisms = ["PLAIN"],
        Users = new Dictionary<string, string> { ["u"] = "p" },
        RequireAuthentication = true,
    });

    [Fact]
    public void Test_GoodAsset_TellsEveryStepInOrder()
    {
        var result = Result(WithTlsAndLogin + "Test-SmtpAsset $asset");

        Assert.Equal("success", result.Status);
        Assert.Equal("test connectivity", result.Action);
        dynamic[] steps = Enumerable.ToArray<dynamic>(result.Steps);
        Assert.Equal(["Resolve", "Connect", "Tls", "Ehlo", "Authenticate", "TestMail"], steps.Select(step => (string)step.Name));
        Assert.All(steps, step => Assert.Equal("Success", step.Outcome.ToString()));
        Assert.All(steps, step => Assert.True(step.Duration >= TimeSpan.Zero));
        Assert.Contains("localhost", (string)steps[2].Detail, StringComparison.Ordinal);
        Assert.Matches(@"^TLS 1\.[23] \(TLS_[A-Z0-9_]+\), certificate .*, issued by .*, -?\d+ days left$", (string)steps[2].Detail);
        Assert.Contains("Size", (string)steps[3].Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("PLAIN", (string)steps[4].Detail, StringComparison.Ordinal);
        Assert.Contains("sender@example.org", (string)steps[5].Detail, StringComparison.Ordinal);
        Assert.Equal(1, result.Summary["total_objects_successful"]);
    }

    [Fact]
    public void Test_GoodAsset_SendsAMailToItsOwnSender()
    {
        Engine.Run(WithTlsAndLogin + "Test-SmtpAsset $asset");

        var message = Assert.Single(_server.Messages);
        Assert.Equal("sender@example.org", message.MailFrom);
        Assert.Equal("sender@example.org", Assert.Single(message.Recipients).Address);
    }

    [Fact]
    public void Test_SkipTestMail_StopsAfterTheLogin()
    {
        var result = Result(WithTlsAndLogin + "Test-SmtpAsset $asset -SkipTestMail");

        Assert.Equal("success", result.Status);
        dynamic[] steps = Enumerable.ToArray<dynamic>(result.Steps);
        Assert.Equal("Skipped", steps.Last().Outcome.ToString());
        Assert.True(Assert.Single(_server.Connections).IsAuthenticated);
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public void Test_AssetWithoutAddress_StopsBeforeTheMailAndSaysSo()
    {
        var result = Result(WithTlsAndLogin + "$asset.Remove('sender_address'); Test-SmtpAsset $asset");

        Assert.Equal("success", result.Status);
        Assert.Contains("SenderAddress", (string)result.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public void Test_WrongPassword_EndsWithTheFailedStep()
    {
        var result = Result(WithTlsAndLogin + "$asset.password = 'wrong'; Test-SmtpAsset $asset");

        Assert.Equal("failed", result.Status);
        dynamic[] steps = Enumerable.ToArray<dynamic>(result.Steps);
        Assert.Equal("Authenticate", steps.Last().Name);
        Assert.Equal("Failed", steps.Last().Outcome.ToString());
        Assert.Equal("AuthenticationFailed,SmtpSoar.Commands.TestSmtpAssetCommand", SingleError().FullyQualifiedErrorId);
        Assert.Equal(1, _server.LoginAttempts);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("$asset.password = 'wrong'; ", false)]
    [InlineData("$asset = @{ server = '' }; ", false)]
    [InlineData("$asset = 'no such asset'; ", false)]
    public void Quiet_AnyAsset_WritesOneBooleanAndNoError(string change, bool expected)
    {
        var output = Engine.RunSingle(WithTlsAndLogin + change + "Test-SmtpAsset $asset -Quiet");

        Assert.Equal(expected, Assert.IsType<bool>(output.BaseObject));
        Assert.Empty(Engine.Errors);
    }

    [Fact]
    public void Test_AssetsDownThePipeline_GiveAResultEach()
    {
        var results = Engine.Run(WithTlsAndLogin + "$asset, (New-SmtpAsset 127.0.0.1 $asset.port -SslMethod None -AuthType Passwordless) | Test-SmtpAsset -SkipTestMail");

        Assert.Equal(["success", "success"], results.Select(result => (string)((dynamic)result).Status));
    }

    [Fact]
    public void Test_PickupDirectory_WritesTheTestMail()
    {
        var result = Result("Test-SmtpAsset @{ PickupDirectory = $folder; sender_address = 's@example.org' }");

        Assert.Equal("success", result.Status);
        Assert.Single(System.IO.Directory.GetFiles(Folder.Path, "*.eml"));
    }

    [Fact]
    public void Test_UserNameThatIsNoAddress_SaysSo()
    {
        var result = Result(WithTlsAndLogin + "$asset.Remove('sender_address'); Test-SmtpAsset $asset");

        Assert.Contains("has no SenderAddress, and its Username 'u' is no mail address", (string)result.Message, StringComparison.Ordinal);
        dynamic[] steps = Enumerable.ToArray<dynamic>(result.Steps);
        Assert.Equal(("TestMail", "Skipped"), ((string)steps.Last().Name, (string)steps.Last().Outcome.ToString()));
        Assert.Contains("'u' is no mail address", (string)steps.Last().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_NeitherSenderNorUserName_SaysSo()
    {
        var result = Result("Test-SmtpAsset @{ PickupDirectory = $folder }");

        Assert.Contains("neither SenderAddress nor Username", (string)result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_UserNameThatIsAnAddress_GetsTheTestMail()
    {
        Assert.Equal("success", Result("Test-SmtpAsset @{ PickupDirectory = $folder; username = 'svc@example.org' }").Status);
        Assert.Contains("svc@example.org", System.IO.File.ReadAllText(Assert.Single(System.IO.Directory.GetFiles(Folder.Path, "*.eml"))), StringComparison.Ordinal);
    }
}
