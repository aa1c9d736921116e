using System.Linq;
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

    [Theory]
    [InlineData("jürgen@example.org", "<jürgen@example.org> NOTIFY=FAILURE ORCPT=utf-8;jürgen@example.org")]
    [InlineData("j+ü=x@bücher.example", "<j+ü=x@bücher.example> NOTIFY=FAILURE ORCPT=utf-8;j\\x{2B}ü\\x{3D}x@bücher.example")]
    [InlineData("\"ü >\\\"\"@example.org", "<\"ü >\\\"\"@example.org> NOTIFY=FAILURE ORCPT=utf-8;\"ü\\x{20}>\\x{5C}\"\"@example.org")]
    public async Task Dsn_NonAsciiRecipient_HasTheTypeUtf8(string address, string command)
    {
        await using var server = Start("DSN", "SMTPUTF8", "8BITMIME", "PIPELINING");
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync(Wanted(address, "a+b@example.org"));
        await mailer.SucceedAsync(Mailer.Request(address));
        await mailer.CloseAsync();

        var commands = server.Connections[0].Transcript;
        Assert.Contains("C: RCPT TO:" + command, commands);
        Assert.Contains("C: RCPT TO:<a+b@example.org> NOTIFY=FAILURE ORCPT=rfc822;a+2Bb@example.org", commands);
        Assert.Equal(2, server.Messages.Count);
        Assert.Single(commands, line => line.Contains("ORCPT=utf-8", System.StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dsn_ServerThatSpeaksNoSmtpMidway_LosesTheConnection()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Extensions = ["DSN", "SMTPUTF8", "8BITMIME", "PIPELINING"],
            Script = new Script().On(Step.Rcpt, Reply.Raw("junk\r\n")),
        });
        using var mailer = Mailer.For(server);

        var error = await mailer.FailAsync(Wanted("jürgen@example.org"));

        Assert.Equal("ProtocolViolation", error.ErrorId);
        await server.WaitUntilIdleAsync();
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task Dsn_ManyNonAsciiRecipientsOverTls_AreEachAsked()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { StartTls = true, Extensions = ["DSN", "SMTPUTF8", "8BITMIME", "PIPELINING"] });
        using var mailer = Mailer.ForTls(server, SslMethod.StartTls);
        var addresses = Enumerable.Range(0, 300).Select(number => $"empfänger{number}@example.org").ToArray();
        var request = Wanted(addresses);
        request.Body = "RCPT TO:<ü@example.org> NOTIFY=FAILURE ORCPT=rfc822;x\n";

        var result = await mailer.SucceedAsync(request);

        var message = server.Messages[0];
        Assert.Equal(addresses, message.Recipients.Select(recipient => recipient.Address));
        Assert.All(message.Recipients, recipient => Assert.Contains("ORCPT=utf-8;" + recipient.Address, recipient.Parameters));
        Assert.NotNull(result.Tls);
        Assert.Equal(300, result.Recipients.Count);
        Assert.Contains("ORCPT=3Drfc822", message.Text);
    }

    [Fact]
    public async Task Dsn_NonAsciiRecipient_StandsInTheProtocolLogAsItWent()
    {
        using var folder = new TemporaryFolder();
        var log = System.IO.Path.Combine(folder.Path, "protocol.log");
        await using var server = Start("DSN", "SMTPUTF8", "8BITMIME");
        using var mailer = Mailer.For(server);
        mailer.Options.ProtocolLog = log;

        await mailer.SucceedAsync(Wanted("jürgen@example.org"));
        mailer.Dispose();

        Assert.Contains("ORCPT=utf-8;jürgen@example.org", await System.IO.File.ReadAllTextAsync(log));
    }

    private static EmailRequest Wanted(params string[] to)
    {
        var request = Mailer.Request(to);
        request.DeliveryNotification = DeliveryNotification.Failure;
        return request;
    }

    private static SmtpTestServer Start(params string[] extensions) => SmtpTestServer.Start(new ServerOptions { Extensions = extensions });
}
