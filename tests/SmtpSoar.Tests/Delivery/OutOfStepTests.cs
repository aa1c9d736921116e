using System.Text;
using System.Threading.Tasks;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>The server says what answers nothing, or answers before it was asked.</summary>
public sealed class OutOfStepTests
{
    private static readonly string[] Hosts = ["clear", "tls"];

    public static TheoryData<string> Ways => [.. Hosts];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Data_AnsweredTwice_IsNoSuccess(string way)
    {
        await using var server = Start(way, new Script()
            .On(Step.Data, Reply.Raw("354 go ahead\r\n250 2.0.0 Ok: queued\r\n"))
            .On(Step.EndOfData, Reply.Of("550 5.7.1 spam")));
        using var mailer = For(server, way);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("ProtocolViolation", error.ErrorId);
        Assert.Contains("250 2.0.0 Ok: queued", error.Message);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Message_AnsweredBeforeItsEnd_IsNotEnded(string way)
    {
        await using var server = Start(way, new Script()
            .On(Step.DataBytes(20_000), Reply.Of("250 2.0.0 Ok: queued"))
            .On(Step.EndOfData, Reply.Of("550 5.7.1 spam")));
        using var mailer = For(server, way);

        var error = await mailer.FailAsync(Faults.LongRequest);

        await server.WaitUntilIdleAsync();
        Assert.Equal("ProtocolViolation", error.ErrorId);
        Assert.Contains("250 2.0.0 Ok: queued", error.Message);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData("clear", "421 4.4.2 timeout", 421, "ConnectionLost")]
    [InlineData("tls", "421 4.4.2 timeout", 421, "ConnectionLost")]
    [InlineData("clear", "552-5.3.4 too\n552 5.3.4 large", 552, "MessageRefused")]
    [InlineData("tls", "552-5.3.4 too\n552 5.3.4 large", 552, "MessageRefused")]
    public async Task Message_RefusedBeforeItsEnd_IsRefused(string way, string reply, int code, string errorId)
    {
        await using var server = Start(way, new Script().On(Step.DataBytes(20_000), Reply.Of(reply)));
        using var mailer = For(server, way);

        var error = await mailer.FailAsync(Faults.LongRequest);

        await server.WaitUntilIdleAsync();
        Assert.Equal((errorId, code), (error.ErrorId, error.Reply!.Code));
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData("250 2.0.0 Ok\r\n550 5.7.1 spam\r\n")]
    [InlineData("550 5.7.1 spam\r\n250 2.0.0 Ok\r\n")]
    [InlineData("250 2.0.0 Ok\r\n25")]
    public async Task Message_AnsweredTwice_IsUnknown(string replies)
    {
        await using var server = Start("clear", new Script().On(Step.EndOfData, Reply.Raw(replies)));
        using var mailer = For(server, "clear");

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("OutcomeUnknown", error.ErrorId);
    }

    [Fact]
    public async Task Message_AnsweredByAServerThatClosesThen_IsSent()
    {
        await using var server = Start("clear", new Script().On(Step.EndOfData, Reply.Raw("250 2.0.0 Ok\r\n421 4.3.2 closing\r\n")).Times(1));
        using var mailer = For(server, "clear");

        await mailer.SucceedAsync();
        await mailer.SucceedAsync();

        Assert.Equal((2, 2), (server.Messages.Count, server.Connections.Count));
    }

    [Theory]
    [InlineData("Connect", "220 test\r\n220 test\r\n")]
    [InlineData("Ehlo", "250-test\r\n250 AUTH PLAIN\r\n250 what\r\n")]
    [InlineData("Auth", "235 2.7.0 in\r\n250 what\r\n")]
    [InlineData("Mail", "250 2.1.0 Ok\r\n250 2.1.0 Ok\r\n")]
    [InlineData("Mail", "250 2.1.0 Ok\r\n25")]
    [InlineData("Rcpt", "250 2.1.5 Ok\r\n250 2.1.5 Ok\r\n")]
    public async Task Command_AnsweredTwice_Fails(string step, string replies)
    {
        foreach (var pipelining in new[] { true, false })
        {
            await using var server = SmtpTestServer.Start(new ServerOptions
            {
                Users = Mailer.Users,
                Extensions = pipelining ? ["PIPELINING"] : [],
                Script = new Script().On((Step)typeof(Step).GetProperty(step)!.GetValue(null)!, Reply.Raw(replies)),
            });
            using var mailer = Mailer.For(server, Mailer.LogIn);

            var error = await mailer.FailAsync();

            await server.WaitUntilIdleAsync();
            Assert.Equal("ProtocolViolation", error.ErrorId);
            Assert.Empty(server.Messages);
        }
    }

    [Theory]
    [InlineData("250-injected\r\n250 SIZE 10\r\n")]
    [InlineData("x")]
    public async Task StartTls_WithMoreInTheClear_Fails(string injected)
    {
        await using var server = Faults.Start("StartTls", Reply.Raw("220 2.0.0 go ahead\r\n" + injected));
        using var mailer = Faults.Mailer(server);

        var error = await mailer.FailAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal("ProtocolViolation", error.ErrorId);
        Assert.False(server.Connections[0].IsTls);
    }

    [Fact]
    public void Turns_OfPipelinedCommands_AreAllAnswered()
    {
        var turns = new Turns();
        turns.Hear("220 test");
        Say(turns, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\nDATA\r\n");
        foreach (var reply in new[] { "250 a", "354 b", "550 c" })
            turns.Hear(reply);
        Assert.False(turns.IsContent);
        turns.Hear("354 go");
        Assert.True(turns.IsContent);
        turns.EndContent();
        turns.Hear("250 done");

        Assert.False(turns.IsOutOfStep);
        Assert.True(turns.IsOurs);
        turns.Hear("250 more");
        Assert.True(turns.IsOutOfStep);
    }

    [Theory]
    [InlineData("250 ok", true)]
    [InlineData("554 no", true)]
    [InlineData("421 closing", false)]
    public void Turns_WithBytesBeforeTheCommand_TakeThemForNoAnswer(string reply, bool isOutOfStep)
    {
        var turns = new Turns();
        turns.Hear("220 test");
        turns.NoteUnasked();
        Say(turns, "NOOP\r\n");
        turns.Hear(reply);

        Assert.Equal(isOutOfStep, turns.IsOutOfStep);
    }

    private static void Say(Turns turns, string text) => turns.Say(Encoding.ASCII.GetBytes(text), 0, text.Length);

    private static SmtpTestServer Start(string way, Script script) =>
        SmtpTestServer.Start(new ServerOptions { StartTls = way == "tls", Script = script });

    private static Mailer For(SmtpTestServer server, string way) =>
        way == "tls" ? Mailer.ForTls(server, SslMethod.StartTls) : Mailer.For(server);
}
