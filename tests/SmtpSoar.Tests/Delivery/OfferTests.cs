using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
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

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("CHUNKING")]
    public async Task Lines_WithDotsBetweenFiles_ArriveByteForByte(string extension)
    {
        using var folder = new TemporaryFolder();
        await using var server = Start(extension);
        using var mailer = Mailer.For(server);
        var request = Mailer.Request();
        request.Body = ".\r\n..\r\n.hidden\r\nend.\r\n.";
        request.Attachments =
        [
            new AttachmentReference { Path = folder.Write("empty.bin", []) },
            new AttachmentReference { Path = folder.Write("large.bin", new byte[200_001]) },
            new AttachmentReference { Path = folder.Write("mail.eml", "From: a@example.org\r\nSubject: x\r\n\r\n.\r\n.hidden\r\n."u8.ToArray()) },
            new AttachmentReference { Path = folder.Write("last.bin", [1]) },
        ];
        var prepared = mailer.Prepare(request);

        await mailer.SendAsync(prepared);

        using var composed = new MemoryStream();
        prepared.Message!.Image.WriteTo(composed, CancellationToken.None);
        Assert.Equal(composed.ToArray(), server.Messages[0].Data);
        Assert.Equal(prepared.Message.Image.Size, server.Messages[0].Size);
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
