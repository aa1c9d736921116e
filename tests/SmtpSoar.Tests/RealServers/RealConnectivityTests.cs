using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Test-SmtpAsset against real servers.</summary>
public sealed class RealConnectivityTests
{
    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("postfix", "submission", SslMethod.StartTls)]
    [InlineData("postfix", "implicitTls", SslMethod.Ssl)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    [InlineData("smtpServer", "implicitTls", SslMethod.Ssl)]
    public async Task Asset_Good_PassesEveryStepAndGetsTheMail(string server, string service, SslMethod method)
    {
        using var mailer = RealMailer.For(server, service, method, SmokeClient.Alice);

        var outcome = await mailer.TestAsync();

        var result = Assert.IsType<SoarConnectivityResult>(outcome.Result);
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
        Assert.Equal(["Resolve", "Connect", "Tls", "Ehlo", "Authenticate", "TestMail"], result.Steps.Select(step => step.Name));
        Assert.All(result.Steps, step => Assert.Equal(StepOutcome.Success, step.Outcome));
        Assert.Matches(@"^TLS 1\.3 \(TLS_[A-Z0-9_]+\), certificate localhost", result.Steps[2].Detail);
        Assert.Contains("days left", result.Steps[2].Detail);
        var stored = await Servers.Servers[server].MailOf(SmokeClient.Alice).WaitForMessageIdAsync(result.MessageId!.Trim('<', '>'));
        Assert.Contains("test connectivity", stored.Message.Subject);
    }

    [RealServerTheory]
    [InlineData("plain", SslMethod.StartTls, "Tls")]
    [InlineData("selfSigned", SslMethod.StartTls, "Tls")]
    [InlineData("plain", SslMethod.None, "Authenticate")]
    public async Task Asset_Bad_FailsAtTheStep(string service, SslMethod method, string step)
    {
        using var mailer = RealMailer.For("postfix", service, method, SmokeClient.Alice);

        var outcome = await mailer.TestAsync();

        var last = Assert.IsType<SoarConnectivityResult>(outcome.Result).Steps[^1];
        Assert.Equal((step, StepOutcome.Failed), (last.Name, last.Outcome));
    }
}
