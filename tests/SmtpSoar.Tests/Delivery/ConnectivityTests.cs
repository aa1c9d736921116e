using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Test-SmtpAsset, step by step.</summary>
public sealed class ConnectivityTests
{
    [Fact]
    public async Task Asset_Good_PassesEveryStep()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true, Users = Mailer.Users });
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls, Mailer.LogIn);

        var outcome = await mailer.TestAsync();

        await server.WaitUntilIdleAsync();
        var result = Assert.IsType<SoarConnectivityResult>(outcome.Result);
        Assert.Equal(("success", null), (result.Status, outcome.Error));
        Assert.Equal(["Resolve", "Connect", "Tls", "Ehlo", "Authenticate", "TestMail"], result.Steps.Select(step => step.Name));
        Assert.All(result.Steps, step => Assert.Equal(StepOutcome.Success, step.Outcome));
        Assert.Contains("certificate localhost", result.Steps[2].Detail);
        Assert.Contains("AUTH CRAM-MD5", result.Steps[3].Detail);
        Assert.Equal("Basic (SCRAM-SHA-512)", result.Steps[4].Detail);
        Assert.Contains("to from@example.org: 250", result.Steps[5].Detail);
        Assert.Equal(["from@example.org"], server.Messages[0].Recipients.Select(recipient => recipient.Address));
        Assert.True(result.Recipients[0].Accepted);
        await server.WaitUntilAsync(() => server.Connections[0].SentQuit);
    }

    [Theory]
    [InlineData("Connect", "Resolve+ Connect+ Ehlo-")]
    [InlineData("Ehlo", "Resolve+ Connect+ Ehlo-")]
    [InlineData("StartTls", "Resolve+ Connect+ Tls-")]
    [InlineData("TlsHandshake", "Resolve+ Connect+ Tls-")]
    [InlineData("Auth", "Resolve+ Connect+ Tls+ Ehlo+ Authenticate-")]
    [InlineData("Mail", "Resolve+ Connect+ Tls+ Ehlo+ Authenticate+ TestMail-")]
    [InlineData("EndOfData", "Resolve+ Connect+ Tls+ Ehlo+ Authenticate+ TestMail-")]
    public async Task Step_Failing_IsTheLast(string step, string steps)
    {
        await using var server = Faults.Start(step, Reply.Drop);
        using var mailer = Faults.Mailer(server);

        var outcome = await mailer.TestAsync();

        await server.WaitUntilIdleAsync();
        var result = Assert.IsType<SoarConnectivityResult>(outcome.Result);
        Assert.Equal(("failed", outcome.Error!.ErrorId), (result.Status, result.ErrorId));
        Assert.Equal(steps, string.Join(' ', result.Steps.Select(found => found.Name + (found.Outcome == StepOutcome.Success ? '+' : '-'))));
        Assert.Equal(outcome.Error.Sentence, result.Steps[^1].Detail);
        Assert.DoesNotContain(result.Recipients, recipient => recipient.Accepted == true && !recipient.OutcomeUnknown);
    }

    [Fact]
    public async Task Certificate_Refused_FailsTheTlsStep()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { ImplicitTls = true });
        using var mailer = Mailer.For(server, asset => asset.SslMethod = SslMethod.Ssl);

        var outcome = await mailer.TestAsync();

        var step = Assert.IsType<SoarConnectivityResult>(outcome.Result).Steps[^1];
        Assert.Equal(("Tls", StepOutcome.Failed), (step.Name, step.Outcome));
        Assert.Contains("self-signed", step.Detail);
    }

    [Fact]
    public async Task Mail_NotWanted_IsSkipped()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);

        var outcome = await mailer.TestAsync(skipTestMail: true);

        var step = Assert.IsType<SoarConnectivityResult>(outcome.Result).Steps[^1];
        Assert.Equal(("TestMail", StepOutcome.Skipped), (step.Name, step.Outcome));
        Assert.Contains("SkipTestMail", outcome.Result.Message);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Asset_WithoutAnyAddress_StopsBeforeTheMailAndSaysSo()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server, asset => asset.SenderAddress = null);

        var outcome = await mailer.TestAsync();

        Assert.Equal("success", outcome.Result.Status);
        Assert.Contains("neither SenderAddress nor Username", outcome.Result.Message);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Proxy_Used_IsNamedWithoutItsPassword()
    {
        await using var server = SmtpTestServer.Start();
        await using var proxy = TestProxy.Start(server.Port, "user:Pr0xy-S3cret");
        using var mailer = Mailer.For(server, asset => asset.Proxy = $"http://user:Pr0xy-S3cret@{proxy.Address}");

        var outcome = await mailer.TestAsync();

        var steps = Assert.IsType<SoarConnectivityResult>(outcome.Result).Steps;
        Assert.Contains($"by http://{proxy.Address}", steps[0].Detail);
        Assert.DoesNotContain(steps, step => step.Detail.Contains("S3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Folder_Writable_Passes(bool skipTestMail)
    {
        using var folder = new TemporaryFolder();
        using var mailer = Mailer.For(new SmtpAsset { PickupDirectory = folder.Path, SenderAddress = "from@example.org" });

        var outcome = await mailer.TestAsync(skipTestMail);

        Assert.Equal("success", outcome.Result.Status);
        Assert.Equal(skipTestMail ? 0 : 1, Directory.GetFiles(folder.Path).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Folder_NotWritable_FailsEvenWithoutMail(bool skipTestMail)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", []);
        using var mailer = Mailer.For(new SmtpAsset { PickupDirectory = Path.Combine(file, "below"), SenderAddress = "from@example.org" });

        var outcome = await mailer.TestAsync(skipTestMail);

        Assert.Equal("PickupFailed", outcome.Error!.ErrorId);
        Assert.Equal(StepOutcome.Failed, Assert.IsType<SoarConnectivityResult>(outcome.Result).Steps[^1].Outcome);
    }
}
