using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>What a server offers decides what may be asked of it.</summary>
public sealed class OfferTests
{
    [Fact]
    public async Task Size_TooSmall_IsRefusedBeforeMail()
    {
        await using var server = Start("SIZE 500");
        using var mailer = Mailer.For(server);
        var request = Mailer.Request();
        request.Body = new string('x', 600);

        var error = await mailer.FailAsync(request);

        await server.WaitUntilIdleAsync();
        Assert.Equal(("MessageTooLarge", ErrorKind.LimitsExceeded), (error.ErrorId, error.Kind));
        Assert.Contains("at most 500", error.Message);
        Assert.DoesNotContain(server.Connections[0].Transcript, line => line.StartsWith("C: MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Size_LargeEnough_IsToldExactly()
    {
        await using var server = Start("SIZE 100000");
        using var mailer = Mailer.For(server);

        var result = await mailer.SucceedAsync();

        var message = server.Messages[0];
        Assert.Equal(message.Size, result.Size);
        Assert.Contains($"SIZE={message.Size}", message.MailParameters);
    }

    [Fact]
    public async Task Size_TooSmallForOne_LeavesTheConnectionForTheNext()
    {
        await using var server = Start("SIZE 900");
        using var mailer = Mailer.For(server);
        var large = Mailer.Request();
        large.Body = new string('x', 1000);

        Assert.Equal("MessageTooLarge", (await mailer.SendAsync(large)).Error!.ErrorId);
        await mailer.SucceedAsync();

        Assert.Single(server.Connections);
    }

    [Theory]
    [InlineData("plain ASCII")]
    [InlineData("Umlaut äöü and 😀")]
    public async Task Utf8_NotNeeded_IsNotAskedFor(string text)
    {
        await using var server = Start("SMTPUTF8", "8BITMIME");
        using var mailer = Mailer.For(server);
        var request = Mailer.Request("Jörg <to@example.org>", "idn@bücher.example");
        (request.Subject, request.Body) = (text, text);

        await mailer.SucceedAsync(request);

        Assert.DoesNotContain("SMTPUTF8", server.Messages[0].MailParameters);
        Assert.Equal("idn@xn--bcher-kva.example", server.Messages[0].Recipients[1].Address);
        Assert.True(server.Messages[0].Data.All(value => value < 128));
    }

    [Fact]
    public async Task Utf8_Needed_IsAskedFor()
    {
        await using var server = Start("SMTPUTF8", "8BITMIME");
        using var mailer = Mailer.For(server);

        var result = await mailer.SucceedAsync(Mailer.Request("jörg@example.org"));

        Assert.Contains("SMTPUTF8", server.Messages[0].MailParameters);
        Assert.Equal("jörg@example.org", server.Messages[0].Recipients[0].Address);
        Assert.Contains("jörg@example.org", server.Messages[0].Text);
        Assert.Equal("jörg@example.org", result.Recipients[0].Address);
    }

    [Theory]
    [InlineData("8BITMIME")]
    [InlineData("SMTPUTF8")]
    [InlineData("PIPELINING")]
    public async Task Utf8_NeededAndNotOffered_FailsBeforeMail(string offered)
    {
        await using var server = Start(offered);
        using var mailer = Mailer.For(server);

        foreach (var request in new MailRequest[] { Mailer.Request("a@example.org", "jörg@example.org"), new RawEmailRequest { Text = "From: a@example.org\r\n\r\nx\r\n", EnvelopeTo = ["jörg@example.org"] } })
        {
            var outcome = await mailer.SendAsync(request);

            Assert.Equal("SmtpUtf8NotOffered", outcome.Error!.ErrorId);
            Assert.Contains("'jörg@example.org'", outcome.Error.Message);
        }

        mailer.Dispose();
        await server.WaitUntilIdleAsync();
        Assert.DoesNotContain(server.Connections.SelectMany(connection => connection.Transcript), line => line.StartsWith("C: MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Utf8_NeededNowAndThen_IsAskedForThenOnly()
    {
        await using var server = Start("SMTPUTF8", "8BITMIME");
        using var mailer = Mailer.For(server);

        foreach (var to in new[] { "a@example.org", "jörg@example.org", "b@example.org", "c@example.org" })
            await mailer.SucceedAsync(Mailer.Request(to));

        Assert.Equal([false, true, false, false], server.Messages.Select(message => message.MailParameters.Contains("SMTPUTF8")));
    }

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
    [InlineData(true)]
    [InlineData(false)]
    public async Task EightBitAttachment_GoesAsTheServerCanTakeIt(bool offered)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("mail.eml", "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n"u8.ToArray());
        await using var server = offered ? Start("8BITMIME", "SIZE 1000000") : Start("SIZE 1000000");
        using var mailer = Mailer.For(server);
        var request = Mailer.Request();
        request.Attachments = [new AttachmentReference { Path = path }];

        await mailer.SucceedAsync(request);

        var message = server.Messages[0];
        Assert.Equal(offered, message.MailParameters.Contains("BODY=8BITMIME"));
        Assert.Equal(offered, message.Data.Any(value => value > 127));
        Assert.Contains($"SIZE={message.Size}", message.MailParameters);
        Assert.Empty(mailer.Feedback.Warnings);
        var attached = (MimeKit.MessagePart)MimeKit.MimeMessage.Load(new MemoryStream(message.Data)).Attachments.Single();
        Assert.Equal("Grüße", attached.Message!.TextBody!.Trim());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EightBitRaw_GoesAsItIs(bool offered)
    {
        var raw = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n";
        await using var server = offered ? Start("8BITMIME") : Start("PIPELINING");
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync(new RawEmailRequest { Text = raw });

        Assert.Equal(Encoding.UTF8.GetBytes(raw), server.Messages[0].Data);
        Assert.Equal(offered, server.Messages[0].MailParameters.Contains("BODY=8BITMIME"));
        Assert.Equal(offered ? 0 : 1, mailer.Feedback.Warnings.Count);
    }

    [Theory]
    [InlineData("SMTPUTF8 8BITMIME", true)]
    [InlineData("8BITMIME", false)]
    [InlineData("PIPELINING", false)]
    public async Task EightBitHeader_InRaw_AsksForUtf8OrWarns(string offered, bool asks)
    {
        var raw = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Grüße\r\n\r\nx\r\n";
        await using var server = Start(offered.Split(' '));
        using var mailer = Mailer.For(server);

        await mailer.SucceedAsync(new RawEmailRequest { Text = raw });

        Assert.Equal(asks, server.Messages[0].MailParameters.Contains("SMTPUTF8"));
        Assert.Contains("Subject: Grüße\r\n", server.Messages[0].Text);
        Assert.Equal(asks ? 0 : 1, mailer.Feedback.Warnings.Count);
    }

    [Fact]
    public async Task Lines_WithDots_Arrive()
    {
        await using var server = Start("PIPELINING");
        using var mailer = Mailer.For(server);
        const string body = ".\r\n..\r\n.hidden\r\nend.\r\n.";
        var raw = "From: a@example.org\r\nTo: b@example.org\r\n\r\n" + body;

        await mailer.SucceedAsync(new RawEmailRequest { Text = raw });

        Assert.Equal(raw + "\r\n", server.Messages[0].Text);
        Assert.Contains("\r\n..\r\n...\r\n..hidden\r\n", Encoding.ASCII.GetString(server.Messages[0].WireData.Span));
    }

    [Fact]
    public async Task Chunking_Offered_ChangesNothing()
    {
        await using var server = Start("CHUNKING", "BINARYMIME", "8BITMIME", "PIPELINING", "SIZE 100000");
        using var mailer = Mailer.For(server);
        var request = Mailer.Request();
        request.Body = "Grüße\r\n";

        await mailer.SucceedAsync(request);

        Assert.True(server.Messages[0].Data.All(value => value < 128));
    }

    private static SmtpTestServer Start(params string[] extensions) => SmtpTestServer.Start(new ServerOptions { Extensions = extensions });
}
