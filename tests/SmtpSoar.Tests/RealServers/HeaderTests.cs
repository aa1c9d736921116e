using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>What a mail client would show, read back from the mailbox.</summary>
public sealed class HeaderTests
{
    private const string Subject = "Grüße aus Köln 😀 — a subject that is long enough to be folded more than once, ünd then some more";

    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None)]
    [InlineData("postfix", "bare", SslMethod.None)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    [InlineData("smtpServer", "submission", SslMethod.StartTls)]
    public async Task Headers_OfEveryKind_ArriveAsTheyWereMeant(string server, string service, SslMethod method)
    {
        var to = SmokeClient.UniqueAddress();
        using var mailer = RealMailer.For(server, service, method, server == "smtpServer" ? SmokeClient.Alice : null);
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);

        var result = await mailer.SucceedAsync(new EmailRequest
        {
            From = "\"Müller, Jörg\" <alice@rig.test>",
            To = [$"\"Doe, Jane\" <{to}>"],
            Cc = ["Zoë 😀 <" + SmokeClient.UniqueAddress() + ">"],
            ReplyTo = ["answers@rig.test"],
            ReadReceiptTo = ["read@rig.test"],
            Subject = Subject,
            Priority = MailPriority.High,
            Headers = [new HeaderField("X-Ticket", "4711 für Österreich"), new HeaderField("X-Many", "one"), new HeaderField("X-Many", "two")],
            Body = "Grüße\n",
        });

        var message = (await Servers.Servers[server].MailOf(to).WaitForRecipientAsync(to)).Message;
        Assert.Equal(Subject, message.Subject);
        Assert.Equal(("Müller, Jörg", "alice@rig.test"), (message.From.Mailboxes.Single().Name, message.From.Mailboxes.Single().Address));
        Assert.Equal(("Doe, Jane", to), (message.To.Mailboxes.Single().Name, message.To.Mailboxes.Single().Address));
        Assert.Equal("Zoë 😀", message.Cc.Mailboxes.Single().Name);
        Assert.Equal("answers@rig.test", message.ReplyTo.Mailboxes.Single().Address);
        Assert.Equal("read@rig.test", message.Headers["Disposition-Notification-To"]);
        Assert.Equal(MimeKit.XMessagePriority.Highest, message.XPriority);
        Assert.Equal(MimeKit.MessageImportance.High, message.Importance);
        Assert.Equal("4711 für Österreich", message.Headers["X-Ticket"]);
        Assert.Equal(["one", "two"], message.Headers.Where(header => header.Field == "X-Many").Select(header => header.Value));
        Assert.Equal(result.MessageId, $"<{message.MessageId}>");
        Assert.InRange(message.Date, before, DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal("Grüße\n", message.TextBody!.ReplaceLineEndings("\n"));
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    public async Task Bcc_Given_IsDeliveredAndNotSeen(string server, string service, SslMethod method)
    {
        var (to, bcc) = (SmokeClient.UniqueAddress(), SmokeClient.UniqueAddress("hidden"));
        using var mailer = RealMailer.For(server, service, method);

        var result = await mailer.SucceedAsync(new EmailRequest { To = [to], Bcc = [bcc], Subject = "x", Body = "x" });

        var mail = Servers.Servers[server].MailOf(to);
        var visible = await mail.WaitForRecipientAsync(to);
        var hidden = await mail.WaitForRecipientAsync(bcc);
        Assert.Equal(visible.Message.MessageId, hidden.Message.MessageId);
        Assert.Null(hidden.Message.Headers["Bcc"]);
        if (server == "postfix") // Exim stores one copy, on which it notes both
            Assert.False(visible.Contains(bcc));
        Assert.Equal(RecipientKind.Bcc, result.Recipients[1].Kind);
    }

    [RealServerFact]
    public async Task Address_WithUmlaut_GetsItsMail()
    {
        using var mailer = RealMailer.Plain();

        var result = await mailer.SucceedAsync(new EmailRequest { To = ["Jörg <jörg@rig.test>"], Subject = Subject, Body = "Grüße" });

        var stored = await Servers.Postfix.MailOf("jörg@rig.test").WaitForMessageIdAsync(result.MessageId!.Trim('<', '>'));
        Assert.Equal("jörg@rig.test", stored.Message.To.Mailboxes.Single().Address);
        Assert.Equal(Subject, stored.Message.Subject);
        Assert.True(stored.Contains("UTF8SMTP"), "Received: ... with UTF8SMTP");
    }

    [RealServerFact]
    public async Task Address_WithUmlaut_IsRefusedWhereTheServerCannot()
    {
        using var mailer = RealMailer.For("postfix", "bare", SslMethod.None);

        var error = await mailer.FailAsync(new EmailRequest { To = ["jörg@rig.test"], Body = "x" });

        Assert.Equal("SmtpUtf8NotOffered", error.ErrorId);
    }

    [RealServerFact]
    public async Task Address_InAscii_NeedsNoUtf8()
    {
        var to = SmokeClient.UniqueAddress();
        using var mailer = RealMailer.Plain();

        await mailer.SucceedAsync(new EmailRequest { To = [to], Subject = Subject, Body = "Grüße" });

        Assert.False((await Servers.Postfix.MailOf(to).WaitForRecipientAsync(to)).Contains("UTF8SMTP"));
    }
}
