using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Secrets;

public sealed class LoginSecretTests : SecretTest
{
    private const string Asset = "$a = New-SmtpAsset 127.0.0.1 $asset.port -SslMethod None -RetryCount 0 -Username u@example.org -Password $password; ";
    private const string Loud = " -Verbose -Debug -ProtocolLog $folder/log.txt";

    public static TheoryData<string> Mechanisms => [.. new[] { "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512" }];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void RightPassword_AnyMechanism_ShowsNowhere(string mechanism)
    {
        StartServer(new ServerOptions { AuthMechanisms = [mechanism], Users = Users(Password) });

        var results = RunWatched(Asset + "$a; Test-SmtpAsset $a" + Loud + "; Send-SoarEmail a@example.org s b -Asset $a" + Loud);

        Assert.Equal(["success", "success"], results.Skip(1).Select(result => (string)((dynamic)result).Status));
        AssertLogTellsOf(mechanism);
    }

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void WrongPassword_AnyMechanism_ShowsNowhere(string mechanism)
    {
        StartServer(new ServerOptions { AuthMechanisms = [mechanism], Users = Users("other") });

        RunWatched(Asset + "Test-SmtpAsset $a" + Loud + "; Send-SoarEmail a@example.org s b -Asset $a" + Loud);

        Assert.Equal(2, Engine.Errors.Count);
        AssertLogTellsOf(mechanism);
    }

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void ServerThatQuotesWhatItHeard_AnyMechanism_ShowsItNowhere(string mechanism)
    {
        StartServer(new ServerOptions
        {
            AuthMechanisms = [mechanism],
            Users = Users("other"),
            Script = new Script()
                .On(Step.Auth, context => Reply.Of("535 5.7.8 bad: " + context.Argument)).When(context => context.Argument.Contains(' '))
                .On(Step.AuthContinuation, context => Reply.Of("535 5.7.8 bad: " + context.Argument)).When(context => context.Argument.Length > 0),
        });

        RunWatched(Asset + "Test-SmtpAsset $a" + Loud + "; Send-SoarEmail a@example.org s b -Asset $a" + Loud);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("SCRAM-SHA-256")]
    public void ServerThatBreaksOff_AnyMechanism_ShowsItNowhere(string mechanism)
    {
        StartServer(new ServerOptions { AuthMechanisms = [mechanism], Users = Users(Password), Script = new Script().On(Step.AuthContinuation, Reply.Drop).On(Step.Auth, Reply.Drop) });

        RunWatched(Asset + "Send-SoarEmail a@example.org s b -Asset $a -ErrorAction Stop" + Loud);

        Assert.NotNull(Engine.Failure);
    }

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\u0007")]
    [InlineData("pässwörd")]
    public void PasswordThatCantBePrepared_Scram_ShowsNowhere(string tail)
    {
        StartServer(new ServerOptions { AuthMechanisms = ["SCRAM-SHA-256"], Users = Users("other") });
        Engine.SetVariable("tail", Escaped.Text(tail));

        RunWatched("$asset.username = 'u@example.org'; $asset.password = '" + Password + "' + $tail; Send-SoarEmail a@example.org s b -Asset $asset" + Loud);

        Assert.Equal("AuthenticationFailed", SingleErrorId());
    }

    [Fact]
    public void LoginOverAnUnencryptedConnection_NoLoopback_SendsAndShowsNothing()
    {
        RunWatched("Send-SoarEmail a@example.org s b -Asset @{ server = 'no.such.host.invalid'; ssl_config = 'None'; username = 'u@example.org'; password = '" + Password + "' }" + Loud);
        Assert.Single(Engine.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TlsFailure_LoginNeverBegun_ShowsNothing(bool offersTls)
    {
        StartServer(new ServerOptions { StartTls = offersTls, AuthMechanisms = ["PLAIN"], AdvertiseAuthBeforeTls = true, Users = Users(Password) });

        RunWatched("$asset.ssl_config = 'StartTLS'; $asset.username = 'u@example.org'; $asset.password = '" + Password + "'; Send-SoarEmail a@example.org s b -Asset $asset" + Loud);

        Assert.Equal(offersTls ? "CertificateRefused" : "TlsNotOffered", SingleErrorId());
    }

    [Fact]
    public void Fallback_RejectedLoginThenNone_ShowsNothing()
    {
        StartServer(new ServerOptions { AuthMechanisms = ["PLAIN"], Users = Users("other") });

        RunWatched(Asset + "Send-SoarEmail a@example.org s b -Asset $a -AllowAuthenticationFallback" + Loud);

        Assert.NotEmpty(Engine.Streams.Warning);
    }

    private static Dictionary<string, string> Users(string password) => new() { ["u@example.org"] = password };

    private void AssertLogTellsOf(string mechanism) =>
        Assert.Contains("AUTH " + mechanism, File.ReadAllText(Folder["log.txt"]), StringComparison.Ordinal);
}
