using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Dkim;

/// <summary>The step of Test-SmtpAsset that compares the private key with what DNS publishes.</summary>
public sealed class DkimRecordTests : IDisposable
{
    private readonly DnsTestServer _dns = DnsTestServer.Start();
    private readonly SmtpTestServer _server = SmtpTestServer.Start();

    public void Dispose()
    {
        _dns.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Keys_ThatDnsHas_PassTheirSteps()
    {
        _dns.Add(DkimKeys.RecordName("rsa2048"), DkimKeys.Record("rsa2048"));
        _dns.Add(DkimKeys.RecordName("ed25519"), "some other text", "p=" + DkimKeys.Record("ed25519").Split('=', 4)[3] + "; t=y:s; k = ed25519 ;");

        var outcome = await TestAsync("rsa2048", "ed25519");

        var steps = Steps(outcome);
        Assert.Null(outcome.Error);
        Assert.Equal([StepOutcome.Success, StepOutcome.Success], steps.Select(step => step.Outcome));
        Assert.Equal("rsa2048._domainkey.example.org: rsa, 2048 bits, as DNS has it", steps[0].Detail);
        Assert.Contains("t=y", steps[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_WithoutARecord_FailsAndSaysWhichRecordIsNeeded()
    {
        var outcome = await TestAsync("ed25519");

        Assert.Equal("DkimRecordMissing", outcome.Error?.ErrorId);
        Assert.Equal(StepOutcome.Failed, Steps(outcome).Single().Outcome);
        Assert.EndsWith(DkimKeys.Record("ed25519"), Steps(outcome).Single().Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DkimRecordInvalid", "v=spf1 -all", "no DKIM record")]
    [InlineData("DkimRecordInvalid", "v=DKIM2; p=AAAA", "no DKIM record")]
    [InlineData("DkimRecordInvalid", "p=AAAA|p=BBBB", "several")]
    [InlineData("DkimRecordUnsuitable", "v=DKIM1; p=", "revoked")]
    [InlineData("DkimRecordUnsuitable", "v=DKIM1; k=ed25519; p=AAAA", "kind ed25519")]
    [InlineData("DkimRecordUnsuitable", "v=DKIM1; h=sha1; p=AAAA", "sha256")]
    [InlineData("DkimRecordUnsuitable", "v=DKIM1; s=tlsrpt; p=AAAA", "not for mail")]
    [InlineData("DkimRecordUnsuitable", "v=DKIM1; p=AAAA", "another key")]
    public async Task Record_ThatDoesNotFit_FailsWithTheReason(string errorId, string texts, string reason)
    {
        _dns.Add(DkimKeys.RecordName("rsa2048"), texts.Split('|'));

        var outcome = await TestAsync("rsa2048");

        Assert.Equal(errorId, outcome.Error?.ErrorId);
        Assert.Contains(reason, outcome.Error!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dns_ThatFails_SkipsTheStepWithAWarning()
    {
        _dns.Behaviour = DnsBehaviour.Fail;
        using var mailer = Tester("rsa2048");

        var outcome = await mailer.TestAsync();

        Assert.Null(outcome.Error);
        Assert.Equal(StepOutcome.Skipped, Steps(outcome).Single().Outcome);
        Assert.Contains(mailer.Feedback.Warnings, warning => warning.Contains("DNS could not be asked"));
    }

    [Fact]
    public async Task Asset_WithoutDkim_AsksNoDns()
    {
        using var mailer = Mailer.For(_server);
        mailer.Options.DnsServer = _dns.EndPoint.ToString();

        Assert.Empty(Steps(await mailer.TestAsync()));
        Assert.Equal(0, _dns.Queries);
    }

    [Fact]
    public async Task TestMail_OfASignedAsset_IsSigned()
    {
        _dns.Add(DkimKeys.RecordName("rsa2048"), DkimKeys.Record("rsa2048"));

        await TestAsync("rsa2048");

        Assert.True(DkimJudge.Verifies(_server.Messages.Single().Data, "rsa2048"));
    }

    private static ConnectivityStep[] Steps(MailOutcome outcome) =>
        Assert.IsType<SoarConnectivityResult>(outcome.Result).Steps.Where(step => step.Name == "Dkim").ToArray();

    private async Task<MailOutcome> TestAsync(params string[] keys)
    {
        using var mailer = Tester(keys);
        return await mailer.TestAsync();
    }

    private Mailer Tester(params string[] keys)
    {
        var mailer = Mailer.For(_server, asset => DkimKeys.Sign(asset, keys));
        mailer.Options.DnsServer = _dns.EndPoint.ToString();
        return mailer;
    }
}
