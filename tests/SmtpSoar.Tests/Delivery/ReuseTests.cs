using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>One connection for all messages, and a new one where it died.</summary>
public sealed class ReuseTests
{
    [Fact]
    public async Task Messages_Several_ShareOneConnection()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        using var mailer = Mailer.For(server, Mailer.LogIn);

        for (var i = 0; i < 3; i++)
            await mailer.SucceedAsync();
        await mailer.CloseAsync();

        await server.WaitUntilIdleAsync();
        Assert.Equal(3, Assert.Single(server.Connections).MessageCount);
        Assert.Equal(1, server.LoginAttempts);
        Assert.True(server.Connections[0].SentQuit);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("abort")]
    public async Task Connection_ClosedWhileIdle_IsReplaced(string how)
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        await mailer.SucceedAsync();

        if (how == "drop")
            server.Connections[0].Drop();
        else
            server.Connections[0].Abort();
        await server.WaitUntilIdleAsync();
        var result = await mailer.SucceedAsync();

        Assert.Equal((2, 2), (server.Messages.Count, server.Connections.Count));
        Assert.Equal(2, result.Attempts);
    }

    [Fact]
    public async Task Connection_EndedBy421WhileIdle_IsReplaced()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        using var mailer = Mailer.For(server);
        await mailer.SucceedAsync();

        await server.WaitUntilIdleAsync();
        await mailer.SucceedAsync();

        Assert.Equal((2, 2), (server.Messages.Count, server.Connections.Count));
    }

    [Fact]
    public async Task Connection_WithItsShareOfMessages_IsReplaced()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { MaxMessages = 2 });
        using var mailer = Mailer.For(server);

        for (var i = 0; i < 5; i++)
            await mailer.SucceedAsync();

        Assert.Equal([1, 1, 2, 2, 3], server.Messages.Select(message => message.ConnectionNumber));
    }

    [Fact]
    public async Task Connection_ThatIsReplaced_HasEndedAtTheServerBefore()
    {
        var goodbye = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Quit, Reply.WaitFor(goodbye.Task)) });
        using var mailer = Mailer.For(server);
        await mailer.SucceedAsync();

        var second = Task.Run(() => mailer.SucceedAsync(Mailer.Request("t\u00F6@example.org")));
        await server.WaitUntilAsync(() => server.Connections[0].SentQuit);
        goodbye.SetResult();
        await second;

        Assert.Equal((2, 1), (server.Connections.Count, server.PeakConnections));
    }

    [Fact]
    public async Task Connection_WhoseServerSaysNoGoodbye_IsReplacedAllTheSame()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Quit, Reply.Hang) });
        using var mailer = Mailer.For(server);
        await mailer.SucceedAsync();

        await mailer.SucceedAsync(Mailer.Request("t\u00F6@example.org"));

        Assert.Equal(2, server.Connections.Count);
    }

    [Theory]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    [InlineData("Data")]
    [InlineData("EndOfData")]
    public async Task Message_AfterA421_GoesByANewConnection(string step)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Find(step), Reply.Of("421 4.3.2 closing")).Times(1) });
        using var mailer = Mailer.For(server);

        Assert.Equal("failed", (await mailer.SendAsync()).Result.Status);
        await mailer.SucceedAsync();

        Assert.Equal(2, Assert.Single(server.Messages).ConnectionNumber);
    }

    [Theory]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    [InlineData("Data")]
    [InlineData("EndOfData")]
    public async Task Message_AfterARefusal_GoesByTheSameConnection(string step)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Find(step), Reply.Of("554 5.7.1 no")).Times(1) });
        using var mailer = Mailer.For(server);

        Assert.Equal("failed", (await mailer.SendAsync()).Result.Status);
        await mailer.SucceedAsync();

        Assert.Equal(1, Assert.Single(server.Messages).ConnectionNumber);
        Assert.Contains("C: RSET", server.Connections[0].Transcript);
    }

    [Theory]
    [InlineData("Mail", 2)]
    [InlineData("EndOfData", 1)]
    public async Task Message_AfterALostConnection_GoesByANewOne(string step, int attempts)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Find(step), Reply.Drop).Skip(1).Times(1) });
        using var mailer = Mailer.For(server);
        await mailer.SucceedAsync();

        var second = await mailer.SendAsync();
        await mailer.SucceedAsync();

        Assert.Equal(attempts, second.Result.Attempts);
        Assert.Equal(step == "Mail" ? null : "OutcomeUnknown", second.Result.ErrorId);
        Assert.Equal(step == "Mail" ? 3 : 2, server.Messages.Count);
    }

    [Fact]
    public async Task Message_Refused_IsNotTriedAgain()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Of("554 5.7.1 no")).Skip(1) });
        using var mailer = Mailer.For(server);
        await mailer.SucceedAsync();

        var outcome = await mailer.SendAsync();

        Assert.Equal(1, outcome.Result.Attempts);
        Assert.Single(server.Messages);
    }

    private static Step Find(string name) => (Step)typeof(Step).GetProperty(name)!.GetValue(null)!;
}
