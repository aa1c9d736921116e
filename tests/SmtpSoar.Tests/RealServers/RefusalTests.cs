using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Real servers that refuse some recipients, or a message.</summary>
public sealed class RefusalTests
{
    private static MailServers Servers => MailServers.Current;

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None)]
    [InlineData("postfix", "bare", SslMethod.None)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    [InlineData("smtpServer", "submission", SslMethod.StartTls)]
    public async Task Recipients_SomeRefused_OthersGetTheMail(string server, string service, SslMethod method)
    {
        string[] refused = ["nobody", "full", "defer", "reject"];
        var to = refused.SelectMany(name => new[] { SmokeClient.UniqueAddress("good"), SmokeClient.UniqueAddress(name) }).ToArray();
        using var mailer = RealMailer.For(server, service, method, server == "smtpServer" ? SmokeClient.Alice : null);

        var outcome = await mailer.SendAsync(to);

        Assert.Equal(("success", "RecipientRefused"), (outcome.Result.Status, outcome.Error!.ErrorId));
        Assert.Equal([550, 552, 450, 550], outcome.Result.Recipients.Where(recipient => recipient.Accepted == false).Select(recipient => recipient.StatusCode!.Value));
        foreach (var recipient in outcome.Result.Recipients)
        {
            Assert.Equal(recipient.Address.StartsWith("good", StringComparison.Ordinal), recipient.Accepted);
            if (recipient.Accepted == true)
                await Servers.Servers[server].MailOf(recipient.Address).WaitForRecipientAsync(recipient.Address);
            else
                Assert.Contains(recipient.Address, outcome.Error.Message);
        }
    }

    [RealServerTheory]
    [InlineData("plain")]
    [InlineData("bare")]
    public async Task Recipient_AnsweredBy421AndAClose_DoesNotKeepTheMailFromOthers(string service)
    {
        string[] to = [SmokeClient.UniqueAddress("good"), SmokeClient.UniqueAddress("bye"), SmokeClient.UniqueAddress("good")];
        using var mailer = RealMailer.For("postfix", service, SslMethod.None);

        var outcome = await mailer.SendAsync(to);

        Assert.Equal("success", outcome.Result.Status);
        Assert.Equal([true, false, true], outcome.Result.Recipients.Select(recipient => recipient.Accepted!.Value));
        Assert.Equal(421, outcome.Result.Recipients[1].StatusCode);
        await Servers.Postfix.MailOf(to[0]).WaitForRecipientAsync(to[0]);
        await Servers.Postfix.MailOf(to[2]).WaitForRecipientAsync(to[2]);
    }

    [RealServerFact]
    public async Task Recipients_TooManyForOneTransaction_AllGetTheMail()
    {
        var to = Enumerable.Range(0, 8).Select(_ => SmokeClient.UniqueAddress()).ToArray();
        using var mailer = RealMailer.For("postfix", "limits", SslMethod.None);

        var outcome = await mailer.SendAsync(to);

        Assert.All(outcome.Result.Recipients, recipient => Assert.True(recipient.Accepted, recipient.ToString()));
        Assert.Equal(3, outcome.Result.Attempts);
        foreach (var address in to)
            await Servers.Postfix.MailOf(address).WaitForRecipientAsync(address);
    }

    [RealServerFact]
    public async Task Recipients_TooManyForAServerThatClosesOverErrors_AllGetTheMailOnce()
    {
        var to = Enumerable.Range(0, 250).Select(_ => SmokeClient.UniqueAddress()).ToArray();
        using var mailer = RealMailer.For("postfix", "impatient", SslMethod.None);

        var outcome = await mailer.SendAsync(to);

        Assert.Null(outcome.Error);
        Assert.All(outcome.Result.Recipients, recipient => Assert.True(recipient.Accepted, recipient.ToString()));
        Assert.Equal(4, outcome.Result.Attempts);
        foreach (var address in to)
            await Servers.Postfix.MailOf(address).WaitForRecipientAsync(address);
    }

    [RealServerFact]
    public async Task Message_TooLarge_IsNotEvenBegun()
    {
        using var mailer = RealMailer.For("postfix", "limits", SslMethod.None);

        var error = await mailer.FailAsync(new EmailRequest { To = [SmokeClient.UniqueAddress()], Body = string.Concat(Enumerable.Repeat("0123456789\n", 100_000)) });

        Assert.Equal("MessageTooLarge", error.ErrorId);
        Assert.Contains("1048576", error.Message);
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    public async Task Notifications_Wanted_AreTaken(string server, string service, SslMethod method)
    {
        var to = SmokeClient.UniqueAddress("dsn+tag=x");
        using var mailer = RealMailer.For(server, service, method);

        await mailer.SucceedAsync(new EmailRequest { To = [to], Body = "x", DeliveryNotification = DeliveryNotification.Failure | DeliveryNotification.Delay });

        await Servers.Servers[server].MailOf(to).WaitForRecipientAsync(to);
    }

    [RealServerFact]
    public async Task Notification_OfSuccess_ComesBack()
    {
        var id = $"{Guid.NewGuid():N}@rig.test";
        using var mailer = RealMailer.Plain(asset => asset.SenderAddress = "bob@rig.test");

        await mailer.SucceedAsync(new EmailRequest { To = ["alice@rig.test"], Body = "x", Headers = [new HeaderField("Message-ID", $"<{id}>")], DeliveryNotification = DeliveryNotification.Success });

        var report = await Servers.Postfix.MailOf("bob@rig.test").WaitForTextAsync($"Original-Envelope-Id: <{id}>");
        Assert.True(report.Contains("Action: delivered") || report.Contains("Action: relayed"), report.Path);
        Assert.True(report.Contains("Original-Recipient: rfc822;alice@rig.test"));
    }

    [RealServerTheory]
    [InlineData("smtpServer", "submission", SslMethod.StartTls)]
    [InlineData("postfix", "bare", SslMethod.None)]
    public async Task Notifications_NotOffered_AreRefused(string server, string service, SslMethod method)
    {
        using var mailer = RealMailer.For(server, service, method, server == "smtpServer" ? SmokeClient.Alice : null);

        var error = await mailer.FailAsync(new EmailRequest { To = [SmokeClient.UniqueAddress()], Body = "x", DeliveryNotification = DeliveryNotification.Failure });

        Assert.Equal("NotificationNotOffered", error.ErrorId);
    }

    [RealServerTheory]
    [InlineData("postfix", "plain", SslMethod.None)]
    [InlineData("exim", "startTls", SslMethod.StartTls)]
    public async Task Address_Elsewhere_IsNotRelayed(string server, string service, SslMethod method)
    {
        using var mailer = RealMailer.For(server, service, method);

        var error = await mailer.FailAsync(Mailer.Request("someone@elsewhere.example"));

        Assert.Equal("RecipientsRefused", error.ErrorId);
        Assert.Equal(550, error.Reply!.Code);
    }
}
