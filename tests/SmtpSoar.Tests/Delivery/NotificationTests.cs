using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Delivery status notifications (RFC 3461).</summary>
public sealed class NotificationTests
{
    [Fact]
    public async Task Dsn_WantedAndNotOffered_FailsBeforeMail()
    {
        await using var server = Start("SIZE 1000000");
        using var mailer = Mailer.For(server);
        var request = Mailer.Request();
        request.DeliveryNotification = DeliveryNotification.Failure;

        var error = await mailer.FailAsync(request);

        Assert.Equal("NotificationNotOffered", error.ErrorId);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData(DeliveryNotification.Success, "NOTIFY=SUCCESS")]
    [InlineData(DeliveryNotification.Success | DeliveryNotification.Failure | DeliveryNotification.Delay, "NOTIFY=SUCCESS,FAILURE,DELAY")]
    [InlineData(DeliveryNotification.Never, "NOTIFY=NEVER")]
    public async Task Dsn_Wanted_IsAskedForEachRecipient(DeliveryNotification wanted, string parameter)
    {
        await using var server = Start("DSN");
        using var mailer = Mailer.For(server);
        var request = Mailer.Request("a+b=c@example.org", "d@example.org");
        request.DeliveryNotification = wanted;

        var result = await mailer.SucceedAsync(request);

        var message = server.Messages[0];
        Assert.All(message.Recipients, recipient => Assert.Contains(parameter, recipient.Parameters));
        Assert.Contains("ORCPT=rfc822;a+2Bb+3Dc@example.org", message.Recipients[0].Parameters);
        Assert.Contains("ORCPT=rfc822;d@example.org", message.Recipients[1].Parameters);
        Assert.Equal("ENVID=" + result.MessageId, Assert.Single(message.MailParameters));
    }

    [Theory]
    [InlineData("<a+b=c@example.org>", "ENVID=<a+2Bb+3Dc@example.org>")]
    [InlineData("<aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhiiiiiiiiiijjjjjjjjjj@example.org>", null)]
    public async Task Dsn_ForAnyMessageId_IsWrittenAsTheRfcWants(string id, string? parameter)
    {
        // RFC 3461, section 4.4: xtext, at most 100 characters before it is encoded.
        await using var server = Start("DSN");
        using var mailer = Mailer.For(server);
        var raw = new RawEmailRequest { Text = $"From: a@example.org\r\nTo: b@example.org\r\nMessage-ID: {id}\r\n\r\nx\r\n", DeliveryNotification = DeliveryNotification.Failure };

        await mailer.SucceedAsync(raw);

        Assert.Equal(parameter is null ? [] : [parameter], server.Messages[0].MailParameters);
    }

    [Fact]
    public async Task Dsn_NotWanted_IsNotAskedFor()
    {
        await using var server = Start("DSN");
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync();

        Assert.Empty(server.Messages[0].MailParameters);
        Assert.Empty(server.Messages[0].Recipients[0].Parameters);
    }

    private static SmtpTestServer Start(params string[] extensions) => SmtpTestServer.Start(new ServerOptions { Extensions = extensions });
}
