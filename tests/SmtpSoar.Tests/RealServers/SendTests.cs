using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Every service that should take mail from us does, in the way that the result says.</summary>
public sealed class SendTests
{
#if NET
    private const string NewestTls = "TLS 1.3";
#else
    private const string NewestTls = "TLS 1.2";
#endif

    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None, null, "None")]
    [InlineData("postfix", "plainAuth", SslMethod.None, "alice@rig.test", "Basic (SCRAM-SHA-256)")]
    [InlineData("postfix", "startTls", SslMethod.StartTls, null, "None")]
    [InlineData("postfix", "submission", SslMethod.StartTls, "alice@rig.test", "Basic (SCRAM-SHA-256)")]
    [InlineData("postfix", "implicitTls", SslMethod.Ssl, "bob@rig.test", "Basic (SCRAM-SHA-256)")]
    [InlineData("postfix", "authPlain", SslMethod.StartTls, "bob@rig.test", "Basic (PLAIN)")]
    [InlineData("postfix", "authLogin", SslMethod.StartTls, "bob@rig.test", "Basic (LOGIN)")]
    [InlineData("postfix", "authCramMd5", SslMethod.StartTls, "bob@rig.test", "Basic (CRAM-MD5)")]
    [InlineData("postfix", "authScramSha1", SslMethod.StartTls, "bob@rig.test", "Basic (SCRAM-SHA-1)")]
    [InlineData("postfix", "authPlain", SslMethod.StartTls, "carol@rig.test", "Basic (PLAIN)")]
    [InlineData("postfix", "authLogin", SslMethod.StartTls, "carol@rig.test", "Basic (LOGIN)")]
    [InlineData("postfix", "authCramMd5", SslMethod.StartTls, "carol@rig.test", "Basic (CRAM-MD5)")]
    [InlineData("postfix", "authScramSha1", SslMethod.StartTls, "carol@rig.test", "Basic (SCRAM-SHA-1)")]
    [InlineData("postfix", "implicitTls", SslMethod.Ssl, "carol@rig.test", "Basic (SCRAM-SHA-256)")]
    [InlineData("postfix", "implicitTls", SslMethod.Ssl, "jörg@rig.test", "Basic (SCRAM-SHA-256)")]
    [InlineData("postfix", "limits", SslMethod.None, null, "None")]
    [InlineData("postfix", "bare", SslMethod.None, null, "None")]
    [InlineData("smtpServer", "plainAuth", SslMethod.None, "carol@rig.test", "Basic (CRAM-MD5)")]
    [InlineData("smtpServer", "submission", SslMethod.StartTls, "jörg@rig.test", "Basic (CRAM-MD5)")]
    [InlineData("smtpServer", "implicitTls", SslMethod.Ssl, "alice@rig.test", "Basic (CRAM-MD5)")]
    [InlineData("exim", "startTls", SslMethod.StartTls, null, "None")]
    [InlineData("exim", "startTls", SslMethod.StartTls, "carol@rig.test", "Basic (CRAM-MD5)")]
    [InlineData("exim", "implicitTls", SslMethod.Ssl, "bob@rig.test", "Basic (CRAM-MD5)")]
    public async Task Service_GoodAsset_DeliversTheMessage(string server, string service, SslMethod method, string? user, string authentication)
    {
        var address = SmokeClient.UniqueAddress();
        using var mailer = RealMailer.For(server, service, method, user);

        var result = await mailer.SucceedAsync(new EmailRequest { To = [address], Subject = "Sent", Body = "A line.\n.\n..two dots\nThe end." });
        await mailer.CloseAsync();

        Assert.Equal(authentication, result.Authentication);
        Assert.Equal(method == SslMethod.None ? null : NewestTls, result.Tls);
        Assert.StartsWith("250", result.ServerResponse);
        Assert.Equal((true, 250), (result.Recipients[0].Accepted, result.Recipients[0].StatusCode));
        var stored = await Servers.Servers[server].MailOf(address).WaitForRecipientAsync(address);
        Assert.Equal(result.MessageId, $"<{stored.Message.MessageId}>");
        Assert.Equal("A line.\n.\n..two dots\nThe end.", stored.Message.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Empty(mailer.Feedback.Warnings);
    }

    [RealServerTheory]
    [InlineData("postfix", "submission", SslMethod.StartTls)]
    [InlineData("smtpServer", "submission", SslMethod.StartTls)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    public async Task Service_WrongPassword_FailsAfterOneAttempt(string server, string service, SslMethod method)
    {
        using var mailer = RealMailer.For(server, service, method, "alice@rig.test", asset => asset.Password = new System.Net.NetworkCredential("", "wr0ng-one").SecurePassword);

        var error = await mailer.FailAsync(new EmailRequest { To = [SmokeClient.UniqueAddress()], Body = "x" });

        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Equal(535, error.Reply!.Code);
    }

    [RealServerTheory]
    [InlineData("plainAuth", SslMethod.None)]
    [InlineData("submission", SslMethod.StartTls)]
    [InlineData("implicitTls", SslMethod.Ssl)]
    public async Task Service_WantingALogin_SaysSo(string service, SslMethod method)
    {
        using var mailer = RealMailer.For("postfix", service, method);

        var error = await mailer.FailAsync(new EmailRequest { To = [SmokeClient.UniqueAddress()], Body = "x" });

        // Postfix refuses each recipient ("Access denied"), not the sender.
        Assert.Equal("RecipientsRefused", error.ErrorId);
        Assert.Contains("554 5.7.1", error.Message);
    }

    [RealServerFact]
    public async Task Submission_AnothersAddress_IsRefused()
    {
        using var mailer = RealMailer.For("postfix", "submission", SslMethod.StartTls, "bob@rig.test");

        var error = await mailer.FailAsync(new EmailRequest { To = ["bob@rig.test"], Body = "x" });

        Assert.Contains("553 5.7.1", error.Message);
    }

    [RealServerFact]
    public async Task Messages_Several_ShareOneConnection()
    {
        using var mailer = RealMailer.For("postfix", "submission", SslMethod.StartTls, "alice@rig.test");

        for (var i = 0; i < 5; i++)
        {
            var address = SmokeClient.UniqueAddress();
            var result = await mailer.SucceedAsync(new EmailRequest { To = [address], Body = "x" });
            Assert.Equal(1, result.Attempts);
            await Servers.Postfix.MailOf(address).WaitForRecipientAsync(address);
        }

        Assert.Single(mailer.Feedback.Details, line => line.StartsWith("Connected to", System.StringComparison.Ordinal));
    }
}
