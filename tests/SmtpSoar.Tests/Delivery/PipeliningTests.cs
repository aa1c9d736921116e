using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>MAIL, RCPT and DATA go together where the server offers it (RFC 2920).</summary>
public sealed class PipeliningTests
{
    [Fact]
    public async Task Envelope_WherePipeliningIsOffered_GoesInOnePiece()
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var sending = Task.Run(() => mailer.SendAsync("a@example.org", "b@example.org"));
        await server.AcceptAsync("PIPELINING");

        await server.ReadToAsync("DATA");
        await server.SayAsync("250 a\r\n250 b\r\n250 c\r\n354 go\r\n");
        await server.ReadToAsync(".");
        await server.SayAsync("250 taken\r\n");

        Assert.Equal("success", (await sending).Result.Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Group_ClosedAfterSomeReplies_SendsNothing(int replies)
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var sending = Task.Run(() => mailer.SendAsync("a@example.org", "b@example.org"));
        await server.AcceptAsync("PIPELINING");

        await server.ReadToAsync("DATA");
        await server.SayAsync(string.Concat(Enumerable.Repeat("250 ok\r\n", replies)));
        server.Close();
        var outcome = await sending;

        Assert.Equal("ConnectionLost", outcome.Error!.ErrorId);
        Assert.DoesNotContain(server.Lines, line => line.Contains("Subject", StringComparison.Ordinal));
        Assert.All(outcome.Result.Recipients, recipient => Assert.Null(recipient.Accepted));
    }

    [Theory]
    [InlineData("421 4.3.2 closing\r\n", "ServerNotReady")]
    [InlineData("250 ok\r\n250 ok\r\n250 ok\r\n421 4.3.2 closing\r\n", "MessageRefused")]
    [InlineData("550 5.7.1 no\r\n503 5.5.1 no\r\n", "SenderRefused")]
    public async Task Group_ClosedAfterARefusal_SaysWhy(string said, string errorId)
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var sending = Task.Run(() => mailer.SendAsync("a@example.org", "b@example.org"));
        await server.AcceptAsync("PIPELINING");

        await server.ReadToAsync("DATA");
        await server.SayAsync(said);
        server.Close();
        var error = (await sending).Error!;

        Assert.Equal((errorId, said[..3] == "550" ? 550 : 421), (error.ErrorId, error.Reply!.Code));
    }

    // RFC 2920, section 3.1; RFC 5321, section 3.3.
    [Theory]
    [InlineData("Mail", "SenderRefused", "250 2.0.0 taken")]
    [InlineData("Rcpt", "RecipientsRefused", "250 2.0.0 taken")]
    [InlineData("Rcpt", "RecipientsRefused", "554 5.5.1 nobody")]
    public async Task Data_AllowedThoughAllIsRefused_GetsAnEndWithoutAMessage(string step, string errorId, string reply)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script()
                .On((Step)typeof(Step).GetProperty(step)!.GetValue(null)!, Reply.AcceptThen(Reply.Of("550 5.7.1 no"))).Times(1)
                .On(Step.EndOfData, Reply.Of(reply)).Times(1),
        });
        using var mailer = Mailer.For(server);

        var refused = await mailer.SendAsync();
        await mailer.SucceedAsync();

        Assert.Equal((errorId, "550 5.7.1 no"), (refused.Error!.ErrorId, refused.Error.Reply!.ToString()));
        Assert.All(server.Messages.SkipLast(1), message => Assert.Equal(0, message.Size));
        Assert.Single(server.Connections);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("reset")]
    public async Task EndWithoutAMessage_ServerCloses_StaysTheRefusal(string how)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script()
                .On(Step.Rcpt, Reply.AcceptThen(Reply.Of("550 5.1.1 nobody")))
                .On(Step.EndOfData, how == "drop" ? Reply.Drop : Reply.Reset),
        });
        using var mailer = Mailer.For(server);

        Assert.Equal("RecipientsRefused", (await mailer.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task Server_OutOfStep_IsAskedStepByStepFromThenOn()
    {
        using var folder = new TemporaryFolder();
        var twice = new Script().On(Step.Rcpt, Reply.Raw("250 ok\r\n250 ok\r\n")).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = twice });
        using (var mailer = Mailer.For(server))
        {
            mailer.Options.ProtocolLog = Path.Combine(folder.Path, "smtp.log");

            Assert.Equal("ProtocolViolation", (await mailer.SendAsync()).Error!.ErrorId);
            await mailer.SucceedAsync();
        }

        var log = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "smtp.log"));
        Assert.Equal(["MAIL", "RCPT", "DATA"], FollowedByCommand(log));
        Assert.Equal(2, server.Connections.Count);
    }

    // The commands of the first message do not wait for replies, those of the second do.
    private static string[] FollowedByCommand(string[] log)
    {
        var first = log.TakeWhile((line, place) => place == 0 || !line.StartsWith("Connected", StringComparison.Ordinal)).ToList();
        var second = log.Skip(first.Count).ToList();
        Assert.DoesNotContain(second.Zip(second.Skip(1)), pair => IsEnvelope(pair.First) && IsEnvelope(pair.Second));
        return [.. first.Where(IsEnvelope).Select(line => line.Substring(3, 4))];
    }

    private static bool IsEnvelope(string line) =>
        new[] { "C: MAIL", "C: RCPT", "C: DATA" }.Any(start => line.StartsWith(start, StringComparison.Ordinal));

    [Fact]
    public async Task Recipients_MoreThanAGroup_AreAllAsked()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script()
                .On(Step.Rcpt, Reply.Of("550 5.1.1 nobody")).When(context => context.Argument.Contains("u7", StringComparison.Ordinal)),
        });
        using var mailer = Mailer.For(server);

        var outcome = await mailer.SendAsync([.. Enumerable.Range(0, 600).Select(Mailer.Address)]);

        var results = outcome.Result.Recipients;
        Assert.Equal(Enumerable.Range(0, 600).Select(Mailer.Address), results.Select(recipient => recipient.Address));
        Assert.All(results, recipient => Assert.Equal(!recipient.Address.StartsWith("u7", StringComparison.Ordinal), recipient.Accepted));
        Assert.Equal(
            results.Where(recipient => recipient.Accepted == true).Select(recipient => recipient.Address),
            server.Messages[0].Recipients.Select(recipient => recipient.Address));
    }

    [Theory]
    [InlineData(".\r\n")]
    [InlineData("..\r\n.a\r\n\r\n.\r\nend\r\n")]
    [InlineData("a\r\n.")]
    public async Task Content_WithDotsAnywhere_ComesAsItWas(string text)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        foreach (var before in new[] { 0, 4090, 65_000, 65_530, 65_535, 65_536, 131_000 })
        {
            var lines = string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", before / 72));
            var body = lines + new string('y', before % 72) + "\r\n" + text;

            await mailer.SucceedAsync(new RawEmailRequest { Text = $"From: a@example.org\r\nTo: b@example.org\r\n\r\n{body}" });

            Assert.EndsWith("\r\n\r\n" + body + (body.EndsWith("\r\n", StringComparison.Ordinal) ? "" : "\r\n"), server.Messages[^1].Text);
        }
    }

    [Fact]
    public async Task Next_AtHand_ItsEnvelopeGoesWithTheEnd()
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var (first, second) = Pair(mailer);
        var sending = Task.Run(() => SendBothAsync(mailer, first, second));
        await AcceptFirstAsync(server);

        await server.ReadToAsync("MAIL");
        await server.ReadToAsync("DATA");
        await server.SayAsync("250 first\r\n250 a\r\n250 b\r\n354 go\r\n");
        await server.ReadToAsync(".");
        await server.SayAsync("250 second\r\n");
        var (one, other) = await sending;

        Assert.Equal(("250 first", "250 second"), (one.Result.ServerResponse, other.Result.ServerResponse));
        Assert.Equal((1, 1), (one.Result.Attempts, other.Result.Attempts));
    }

    [Theory]
    [InlineData("554 5.7.1 spam", "MessageRefused")]
    [InlineData("451 4.3.0 later", "MessageRefused")]
    public async Task First_RefusedWithTheNextAnnounced_LeavesThatOneAlone(string reply, string errorId)
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var (first, second) = Pair(mailer);
        var sending = Task.Run(() => SendBothAsync(mailer, first, second));
        await AcceptFirstAsync(server);

        await server.ReadToAsync("DATA");
        await server.SayAsync($"{reply}\r\n250 a\r\n250 b\r\n354 go\r\n");
        await server.ReadToAsync(".");
        await server.SayAsync("250 second\r\n");
        var (one, other) = await sending;

        Assert.Equal((errorId, "success"), (one.Result.ErrorId, other.Result.Status));
        Assert.DoesNotContain("RSET", server.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("250 a\r\n")]
    [InlineData("250 a\r\n250 b\r\n")]
    [InlineData("421 4.4.2 closing\r\n")]
    public async Task Announced_ConnectionCloses_GoesByANewOne(string said)
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var (first, second) = Pair(mailer);
        var sending = Task.Run(() => SendBothAsync(mailer, first, second));
        await AcceptFirstAsync(server);

        await server.ReadToAsync("DATA");
        await server.SayAsync("250 first\r\n" + said);
        server.Close();
        await server.AcceptAsync("PIPELINING");
        await server.ReadToAsync("DATA");
        await server.SayAsync("250 a\r\n250 b\r\n354 go\r\n");
        await server.ReadToAsync(".");
        await server.SayAsync("250 second\r\n");
        var (one, other) = await sending;

        Assert.Equal(("250 first", "250 second"), (one.Result.ServerResponse, other.Result.ServerResponse));
    }

    [Fact]
    public async Task Announced_FirstReplyLost_OnlyTheFirstIsUnknown()
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var (first, second) = Pair(mailer);
        var sending = Task.Run(() => SendBothAsync(mailer, first, second));
        await AcceptFirstAsync(server);

        await server.ReadToAsync("DATA");
        server.Close();
        await server.AcceptAsync("PIPELINING");
        await server.ReadToAsync("DATA");
        await server.SayAsync("250 a\r\n250 b\r\n354 go\r\n");
        await server.ReadToAsync(".");
        await server.SayAsync("250 second\r\n");
        var (one, other) = await sending;

        Assert.Equal(("OutcomeUnknown", "success"), (one.Result.ErrorId, other.Result.Status));
    }

    [Fact]
    public async Task Announced_AnotherComes_IsNotSentInItsPlace()
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var (first, _) = Pair(mailer);
        var sending = Task.Run(() => SendBothAsync(mailer, first, mailer.Prepare(Mailer.Request("other@example.org"))));
        await AcceptFirstAsync(server);

        await server.ReadToAsync("DATA");
        await server.SayAsync("250 first\r\n250 a\r\n250 b\r\n354 go\r\n");
        Assert.True(await server.IsClosedAsync());
        await server.AcceptAsync("PIPELINING");
        await server.ReadToAsync("RCPT TO:<other@example.org>");
        await server.ReadToAsync("DATA");
        await server.SayAsync("250 a\r\n250 b\r\n354 go\r\n");
        await server.ReadToAsync(".");
        await server.SayAsync("250 other\r\n");

        Assert.Equal("250 other", (await sending).Other.Result.ServerResponse);
    }

    [Fact]
    public async Task Announced_NeverComes_EndsWithoutQuit()
    {
        using var server = new RawServer();
        using var mailer = For(server);
        var (first, _) = Pair(mailer);
        var sending = Task.Run(() => mailer.SendAsync(first));
        await AcceptFirstAsync(server);

        await server.ReadToAsync("DATA");
        await server.SayAsync("250 first\r\n250 a\r\n250 b\r\n354 go\r\n");
        Assert.Equal("success", (await sending).Result.Status);
        await mailer.CloseAsync();

        Assert.True(await server.IsClosedAsync());
        Assert.DoesNotContain("QUIT", server.Lines);
    }

    private static (PreparedMail First, PreparedMail Second) Pair(Mailer mailer)
    {
        var (first, second) = (mailer.Prepare(Mailer.Request("first@example.org")), mailer.Prepare(Mailer.Request("second@example.org")));
        first.Next = () => second.Message;
        return (first, second);
    }

    private static async Task<(MailOutcome One, MailOutcome Other)> SendBothAsync(Mailer mailer, PreparedMail first, PreparedMail second) =>
        (await mailer.SendAsync(first), await mailer.SendAsync(second));

    private static async Task AcceptFirstAsync(RawServer server)
    {
        await server.AcceptAsync("PIPELINING");
        await server.ReadToAsync("DATA");
        await server.SayAsync("250 a\r\n250 b\r\n354 go\r\n");
        await server.ReadToAsync(".");
    }

    private static Mailer For(RawServer server) => Mailer.For(new SmtpAsset
    {
        Server = "127.0.0.1",
        Port = server.Port,
        SslMethod = SslMethod.None,
        SenderAddress = "from@example.org",
        RetryCount = 0,
        TimeoutSec = 20,
    });
}
