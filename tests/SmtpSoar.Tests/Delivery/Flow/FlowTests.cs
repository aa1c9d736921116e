using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery.Flow;

/// <summary>Several connections at work at once.</summary>
public sealed class FlowTests
{
    [Fact]
    public async Task Messages_ComingFasterThanTheyGo_AreServedByAllConnectionsAtOnce()
    {
        var crowd = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(SlowAndThen(Reply.WaitFor(crowd.Task)));
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = 3);

        var sending = Task.Run(() => mailer.SendAllAsync(30));
        await server.WaitUntilAsync(() => server.Connections.Count(IsAtItsEndOfData) == 3);
        crowd.SetResult();
        var outcomes = await sending;

        Assert.Equal(Enumerable.Range(0, 30).Select(Address), outcomes.Select(outcome => outcome.Result.Recipients[0].Address));
        Assert.All(outcomes, outcome => Assert.Equal("success", outcome.Result.Status));
        Assert.Equal(3, server.PeakConnections);
        Assert.Equal(Enumerable.Range(0, 30).Select(Address).Order(), server.Messages.Select(message => message.Recipients[0].Address).Order());
        await server.WaitUntilAsync(() => server.Connections.All(connection => connection.SentQuit));
    }

    [Fact]
    public async Task SlowServer_IsServedByAllConnectionsAfterOneMessage()
    {
        var gate = new TaskCompletionSource();
        var script = new Script()
            .On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(700))).Times(1)
            .On(Step.EndOfData, Reply.WaitFor(gate.Task));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = 10);

        var sending = Task.Run(() => mailer.SendAllAsync(30));
        await server.WaitUntilAsync(() => server.Connections.Count(IsAtItsEndOfData) == 10);
        var before = server.Messages.Count;
        gate.SetResult();
        var outcomes = await sending;

        Assert.Equal(1, before);
        Assert.Equal(Enumerable.Range(0, 30).Select(Address), outcomes.Select(outcome => outcome.Result.Recipients[0].Address));
        Assert.All(outcomes, outcome => Assert.Equal("success", outcome.Result.Status));
    }

    [Fact]
    public async Task MaxConnectionsOne_OpensOne()
    {
        await using var server = SmtpTestServer.Start(Slow());
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = 1);

        await mailer.SendAllAsync(30);

        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task FewMessages_OpenNoSecondConnection()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);

        await mailer.SendAllAsync(3);

        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task LoginThatFails_IsNotTriedByOtherConnections()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = new Dictionary<string, string> { [Mailer.User] = "other" } });
        using var mailer = Mailer.For(server, Mailer.LogIn);

        var outcomes = await mailer.SendAllAsync(2);

        Assert.All(outcomes, outcome => Assert.Equal("AuthenticationFailed", outcome.Result.ErrorId));
        Assert.Equal(2, server.Connections.Count);
    }

    [Fact]
    public async Task FailedMessages_KeepTheirPlacesAndStopNoOther()
    {
        var script = new Script()
            .On(Step.Rcpt, Reply.Of("550 5.1.1 no such user")).When(context => context.Argument.Contains("7@"))
            .On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(5)));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server);

        var outcomes = await mailer.SendAllAsync(40);

        Assert.Equal([7, 17, 27, 37], Enumerable.Range(0, 40).Where(i => outcomes[i].Result.Status == "failed"));
        Assert.Equal(36, server.Messages.Count);
    }

    [Fact]
    public async Task OneMoreConnection_Refused_CostsNoMessage()
    {
        var refused = new TaskCompletionSource();
        var options = SlowAndThen(Reply.WaitFor(refused.Task));
        options.Script!.On(Step.Connect, Reply.AndClose("421 4.3.2 Too many connections")).Skip(2);
        await using var server = SmtpTestServer.Start(options);
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = 8);
        mailer.SkipWaits();
        var told = new TaskCompletionSource();
        mailer.Feedback.OnVerbose = detail =>
        {
            if (detail.Contains("the mails go over 2"))
                told.TrySetResult();
        };

        var sending = Task.Run(() => mailer.SendAllAsync(60));
        await server.WaitUntilAsync(() => server.Connections.Count == 3);
        refused.SetResult();
        var outcomes = await sending;

        Assert.All(outcomes, outcome => Assert.Equal("success", outcome.Result.Status));
        Assert.Equal(3, server.Connections.Count);

        // The thread that was refused may tell it after the last message.
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Single(mailer.Feedback.Details, detail => detail.Contains("the mails go over 2"));
    }

    [Fact]
    public async Task DyingConnections_AreReplacedWithoutLossOrDoubling()
    {
        var script = new Script()
            .On(Step.Mail, Reply.Drop).When(context => context.Connection.MessageCount >= 4)
            .On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(2)));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server);

        var outcomes = await mailer.SendAllAsync(100);

        Assert.All(outcomes, outcome => Assert.Equal("success", outcome.Result.Status));
        Assert.Equal(Enumerable.Range(0, 100).Select(Address).Order(), server.Messages.Select(message => message.Recipients[0].Address).Order());
        Assert.InRange(server.PeakConnections, 1, 3);
    }

    [Fact]
    public async Task SlowServer_TheSourceRunsAheadByNoMoreThanTheQueue()
    {
        var gate = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(SlowAndThen(Reply.WaitFor(gate.Task)));
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = 2);
        var made = 0;

        var sending = Task.Run(() => mailer.SendAllAsync(1000, _ => Interlocked.Increment(ref made)));
        await server.WaitUntilAsync(() => server.Connections.Count(IsAtItsEndOfData) == 2);

        Assert.InRange(Volatile.Read(ref made), 5, 12);
        gate.SetResult();
        Assert.Equal(1000, (await sending).Count);
    }

    [Fact]
    public async Task SlowMessage_InvalidOnesBehindIt_DoNotPileUp()
    {
        var gate = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(SlowAndThen(Reply.WaitFor(gate.Task)));
        using var mailer = Mailer.For(server);
        for (var i = 0; i < 4; i++)
        {
            await mailer.AddAsync(i);
            mailer.TakeAll();
        }

        var adding = Task.CompletedTask;
        var invalid = 0;
        while (adding.IsCompleted && invalid < 5000)
        {
            adding = mailer.AddAsync("no address", CancellationToken.None);
            invalid++;
        }

        Assert.InRange(invalid, 900, 1000);
        gate.SetResult();
        await adding;
        Assert.Equal(invalid, mailer.TakeAll().Count(outcome => outcome.Result.ErrorId == "AddressInvalid"));
    }

    [Fact]
    public async Task SlowSource_EachOutcomeComesBeforeTheNextMessage()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var source = new FakeTimeProvider();
        mailer.Options.Clock = source;

        for (var i = 0; i < 10; i++)
        {
            await mailer.AddAsync(i);
            Assert.Single(mailer.TakeAll());
            source.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task QuickSource_FewMessages_EachOutcomeComesBeforeTheNextMessage()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var source = new FakeTimeProvider();
        mailer.Options.Clock = source;

        for (var i = 0; i < 20; i++)
        {
            await mailer.AddAsync(i);
            Assert.Single(mailer.TakeAll());
            source.Advance(TimeSpan.FromMilliseconds(5));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task QuickSource_ManyMessages_AreMadeWhileOneIsSent(int connections)
    {
        var gate = new TaskCompletionSource();
        var script = new Script().On(Step.EndOfData, Reply.WaitFor(gate.Task)).Skip(30);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = connections);
        var source = new FakeTimeProvider();
        mailer.Options.Clock = source;

        for (var i = 0; i < 31; i++)
        {
            await mailer.AddAsync(i);
            source.Advance(TimeSpan.FromMilliseconds(5));
        }

        await server.WaitUntilAsync(() => server.Connections.Any(IsAtItsEndOfData));
        await mailer.AddAsync(31);
        gate.SetResult();
        await server.WaitForMessageAsync(32);
        Assert.Single(server.Connections);
    }

    [Theory]
    [InlineData(1, 10, 100)]
    [InlineData(3, 10, 100)]
    [InlineData(3, 1_200_000, 12)]
    public async Task OneFile_WrittenAnewForEachMessage_GoesAsItWasForEach(int connections, int size, int count)
    {
        await using var server = SmtpTestServer.Start(Slow());
        using var mailer = Mailer.For(server, asset => asset.MaxConnections = connections);
        using var folder = new TemporaryFolder();

        for (var i = 0; i < count; i++)
        {
            var request = Mailer.Request(Address(i));
            request.Attachments = [new AttachmentReference { Path = folder.Write("report.bin", Enumerable.Repeat((byte)i, size).ToArray()) }];
            await mailer.AddAsync(request);
        }

        Assert.All(await mailer.DrainAsync(), outcome => Assert.Equal("success", outcome.Result.Status));
        Assert.Equal(count, server.Messages.Count);
        Assert.All(server.Messages, message =>
        {
            var attached = Attached(message);
            Assert.Equal(size, attached.Length);
            Assert.Equal(message.Recipients[0].Address, Address(Assert.Single(attached.Distinct())));
        });
    }

    [Fact]
    public async Task SourceThatSlowsDown_EachOutcomeComesBeforeTheNextMessageAgain()
    {
        await using var server = SmtpTestServer.Start();
        using var mailer = Mailer.For(server);
        var source = new FakeTimeProvider();
        mailer.Options.Clock = source;
        for (var i = 0; i < 40; i++)
        {
            await mailer.AddAsync(i);
            source.Advance(TimeSpan.FromMilliseconds(5));
        }

        await server.WaitForMessageAsync(40);
        for (var i = 40; i < 45; i++)
        {
            source.Advance(TimeSpan.FromSeconds(1));
            await mailer.DrainAsync();
            await mailer.AddAsync(i);
            Assert.Single(mailer.TakeAll());
        }
    }

    [Theory]
    [InlineData("432 4.3.2 Concurrent connections limit exceeded")]
    [InlineData("421 4.7.0 Try again later, closing connection.")]
    [InlineData("451 4.3.0 Busy")]
    public async Task Storm_SlowsTheSenderDownAndAllArriveOnce(string reply)
    {
        var random = new Random(4711);
        var script = new Script()
            .On(Step.Mail, reply.StartsWith("421", StringComparison.Ordinal) ? Reply.AndClose(reply) : Reply.Of(reply)).When(_ => Below(random, 0.3))
            .On(Step.EndOfData, Reply.Of(reply)).When(_ => Below(random, 0.1));
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var mailer = Mailer.For(server, asset => (asset.MaxConnections, asset.RetryCount, asset.RetryTimeoutSec) = (3, 20, 100_000));
        var clock = mailer.SkipWaits();

        var outcomes = await mailer.SendAllAsync(200);

        Assert.All(outcomes, outcome => Assert.Equal("success", outcome.Result.Status));
        Assert.Equal(Enumerable.Range(0, 200).Select(Address).Order(), server.Messages.Select(message => message.Recipients[0].Address).Order());
        Assert.InRange(server.PeakConnections, 1, 3);
        Assert.True(clock.Waits.Count > 50, $"{clock.Waits.Count} waits");
    }

    [Fact]
    public async Task MostMessagesAMinute_HoldsOverAllConnections()
    {
        await using var server = SmtpTestServer.Start(Slow());
        using var mailer = Mailer.For(server, asset => (asset.MaxConnections, asset.MaxMessagesPerMinute) = (3, 10));
        var clock = mailer.SkipWaits();

        await mailer.SendAllAsync(35);

        Assert.Equal(35, server.Messages.Count);
        Assert.True(clock.Waits.Sum(wait => wait.TotalSeconds) >= 3 * 60, $"{clock.Waits.Sum(wait => wait.TotalSeconds)} s");
    }

    [Fact]
    public async Task Stop_WhileAllConnectionsWait_EndsAtOnceAndClosesThem()
    {
        await using var server = SmtpTestServer.Start(SlowAndThen(Reply.Hang));
        var mailer = Mailer.For(server, asset => asset.MaxConnections = 2);
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(() => mailer.SendAllAsync(100, stop: stop.Token));
        await server.WaitUntilAsync(() => server.Connections.Count(IsAtItsEndOfData) == 2);

        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        mailer.Dispose();

        await server.WaitUntilIdleAsync();
        Assert.Equal(3, server.Messages.Count);
    }

    private static ServerOptions Slow() => new() { Script = new Script().On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(5))) };

    // The first few are sent in the caller's thread, which learns from the third, the first that it measures, that others
    // may help: it takes longer than any pause of a busy machine between two messages.
    private static ServerOptions SlowAndThen(Reply reply) => new()
    {
        Script = new Script()
            .On(Step.EndOfData, Reply.Delay(TimeSpan.FromSeconds(1))).Skip(2).Times(1)
            .On(Step.EndOfData, reply).Skip(2),
    };

    private static string Address(int number) => Mailer.Address(number);

    private static byte[] Attached(ReceivedMessage message)
    {
        using var content = new MemoryStream();
        ((MimePart)MimeMessage.Load(new MemoryStream(message.Data)).Attachments.Single()).Content!.DecodeTo(content);
        return content.ToArray();
    }

    private static bool Below(Random random, double limit)
    {
        lock (random)
            return random.NextDouble() < limit;
    }

    private static bool IsAtItsEndOfData(SmtpTestConnection connection) =>
        connection.IsOpen && connection.Transcript is [.., var last] && last.EndsWith("bytes of data", StringComparison.Ordinal);
}
