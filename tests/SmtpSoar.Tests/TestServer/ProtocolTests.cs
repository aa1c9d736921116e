using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.TestServer;

/// <summary>The protocol itself, byte for byte.</summary>
public sealed class ProtocolTests
{
    [Fact]
    public async Task Commands_InOneSegment_AreAnsweredInTurn()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Extensions = ["PIPELINING", "DSN", "SMTPUTF8", "8BITMIME"] });
        using RawClient client = await RawClient.ConnectAsync(server);

        await client.WriteAsync("EHLO me\r\nMAIL FROM:<\"a>b\"@example.org> body=8BITMIME SMTPUTF8\r\n"
            + "rcpt to: <jürgen@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x\r\nDATA\r\n..\r\n.\r\nQUIT\r\n");

        Assert.Equal(
            "250-test\r\n250-PIPELINING\r\n250-DSN\r\n250-SMTPUTF8\r\n250 8BITMIME\r\n250 Ok\r\n250 Ok\r\n"
            + "354 End data with <CR><LF>.<CR><LF>\r\n250 Ok: queued as 1-1\r\n221 Bye\r\n",
            await client.ReadToEndAsync());
        ReceivedMessage message = Assert.Single(server.Messages);
        Assert.Equal("\"a>b\"@example.org", message.MailFrom);
        Assert.Equal(["body=8BITMIME", "SMTPUTF8"], message.MailParameters);
        ReceivedRecipient recipient = Assert.Single(message.Recipients);
        Assert.Equal("jürgen@example.org", recipient.Address);
        Assert.Equal(["NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;x"], recipient.Parameters);
    }

    [Theory]
    [InlineData(".\r\n", "")]
    [InlineData("\r\n.\r\n", "\r\n")]
    [InlineData("..a\r\nb\r\n...\r\n.\r\n", ".a\r\nb\r\n..\r\n")]
    [InlineData("a\n.\nb\r.\r\r\n.c\r\n.\rd\r\n.\r\n", "a\n.\nb\r.\r\r\nc\r\n\rd\r\n")]
    public async Task Dots_AtTheEndOfSegments_AreUnstuffed(string wire, string expected)
    {
        await using var server = SmtpTestServer.Start();
        using RawClient client = await RawClient.ConnectAsync(server);
        for (int cut = 0; cut < wire.Length; cut++)
        {
            await client.EnvelopeAsync();
            await client.SayAsync("DATA");
            await client.WriteAsync(wire[..cut]);
            await server.WaitUntilAsync(() => true);
            await client.WriteAsync(wire[cut..]);
            Assert.StartsWith("250", await client.ReadAsync(), StringComparison.Ordinal);
        }

        foreach (ReceivedMessage message in server.Messages)
        {
            Assert.Equal(expected, message.Text);
            Assert.Equal(wire[..^3], Encoding.UTF8.GetString(message.WireData.Span));
            Assert.Equal(expected.Length, message.Size);
        }
    }

    [Fact]
    public async Task Commands_OutOfOrder_AreRefused()
    {
        await using var server = SmtpTestServer.Start();
        using RawClient client = await RawClient.ConnectAsync(server);

        (string Command, string Reply)[] dialogue =
        [
            ("MAIL FROM:<a@b>", "503 5.5.1 Say EHLO first"),
            ("EHLO", "501 5.5.4 Syntax: EHLO name"),
            ("HELO me", "250 test"),
            ("MAIL FROM:<a@b> SIZE=5", "555 5.5.4 Unsupported option: SIZE=5"),
            ("EHLO me", "250-test\n250-PIPELINING\n250-SIZE 35882577\n250-8BITMIME\n250-SMTPUTF8\n250-DSN\n250 ENHANCEDSTATUSCODES"),
            ("RCPT TO:<a@b>", "503 5.5.1 Need MAIL command"),
            ("DATA", "503 5.5.1 Need RCPT command"),
            ("MAIL FROM:a@b", "501 5.5.4 Syntax: MAIL FROM:<address>"),
            ("MAIL FROM:<a@b> SIZE=99999999", "552 5.3.4 Message size exceeds fixed limit"),
            ("MAIL FROM:<>", "250 2.1.0 Ok"),
            ("MAIL FROM:<a@b>", "503 5.5.1 Nested MAIL command"),
            ("RCPT TO:<>", "501 5.5.4 Syntax: RCPT TO:<address>"),
            ("DATA", "554 5.5.1 No valid recipients"),
            ("RSET", "250 2.0.0 Ok"),
            ("DATA", "503 5.5.1 Need RCPT command"),
            ("VRFY a", "252 2.5.2 Send some mail, I'll try my best"),
            ("STARTTLS", "502 5.5.1 Command not implemented"),
            ("BDAT 5", "500 5.5.2 Command not recognised"),
            ("HUH", "500 5.5.2 Command not recognised"),
            ("NOOP\nNOOP", "500 5.5.2 A line ends in CRLF"),
        ];
        foreach ((string command, string reply) in dialogue)
        {
            Assert.Equal(reply, await client.SayAsync(command));
        }
    }

    [Fact]
    public async Task Chunks_OfBdat_AreTaken()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Extensions = ["CHUNKING", "PIPELINING"] });
        using RawClient client = await RawClient.ConnectAsync(server);
        await client.SayAsync("EHLO me");
        await client.WriteAsync("BDAT 2\r\nxx");
        Assert.Equal("503 Need RCPT command", await client.ReadAsync());
        await client.EnvelopeAsync();

        await client.WriteAsync("BDAT 5\r\n.\r\n.aBDAT 3 LAST\r\n\r\nb");

        Assert.Equal("250 5 bytes", await client.ReadAsync());
        Assert.Equal("250 Ok: queued as 1-1", await client.ReadAsync());
        Assert.Equal(".\r\n.a\r\nb", Assert.Single(server.Messages).Text);
        Assert.True(server.Messages[0].IsChunked);
    }

    [Fact]
    public async Task Content_NotKept_IsCountedAndHashed()
    {
        await using var forgetful = SmtpTestServer.Start(new ServerOptions { KeepData = false });
        await using var keeping = SmtpTestServer.Start();
        MimeKit.MimeMessage mail = Mail.Message(text: string.Concat(Enumerable.Repeat(".line\r\n", 100_000)));
        foreach (SmtpTestServer server in new[] { forgetful, keeping })
        {
            using SmtpClient client = await Mail.ConnectAsync(server);
            await client.SendAsync(mail);
        }

        ReceivedMessage counted = forgetful.Messages[0];
        ReceivedMessage kept = keeping.Messages[0];
        Assert.Empty(counted.Data);
        Assert.Equal(kept.Data.Length, counted.Size);
        Assert.Equal((kept.Size, kept.Sha256), (counted.Size, counted.Sha256));
    }

    [Fact]
    public async Task Connection_Idle_IsEnded()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { IdleTimeout = TimeSpan.FromMilliseconds(50), StartTls = true });
        using RawClient client = await RawClient.ConnectAsync(server);

        Assert.Equal("421 4.4.2 Idle for too long\r\n", await client.ReadToEndAsync());
        await server.WaitUntilIdleAsync();
    }

    [Fact]
    public async Task Wait_InVain_NamesItsCondition()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { WaitLimit = TimeSpan.FromMilliseconds(50) });
        using RawClient client = await RawClient.ConnectAsync(server);
        await client.SayAsync("EHLO me");

        var late = await Assert.ThrowsAsync<TimeoutException>(() => server.WaitForMessageAsync());

        Assert.Contains("message 1", late.Message, StringComparison.Ordinal);
        Assert.Contains("C: EHLO me", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_Failing_FailsTheTest()
    {
        var server = FaultTests.Start(new Script().On(Step.Noop, Reply.Drop).When(_ => throw new InvalidOperationException("mine")));
        using RawClient client = await RawClient.ConnectAsync(server);
        await client.WriteAsync("NOOP\r\n");
        await client.ReadToEndAsync();

        var failed = await Assert.ThrowsAsync<AggregateException>(() => server.DisposeAsync().AsTask());

        Assert.Equal("mine", Assert.Single(failed.InnerExceptions).Message);
    }
}
