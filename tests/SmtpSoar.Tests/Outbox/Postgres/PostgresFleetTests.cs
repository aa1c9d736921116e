using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>Counts what a mail server sees of many commands and sessions that share an outbox.</summary>
[NeedsRealServers]
public sealed class PostgresFleetTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [StoreFact]
    public async Task Session_BetweenItsCommands_KeepsItsConnectionCounted()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start();
        var asset = Asset(server, connections: 1);
        var session = await MailService.OpenSessionAsync(new MailServiceOptions(asset, new RecordingFeedback()), default);
        await SendAsync(new MailServiceOptions(asset, new RecordingFeedback()) { Session = session });
        asset.TimeoutSec = 1;

        var refused = await Assert.ThrowsAsync<SmtpSoarException>(
            () => MailService.OpenSessionAsync(new MailServiceOptions(asset, new RecordingFeedback()), default));
        asset.TimeoutSec = 20;
        await CloseAsync(session);
        await SendAsync(new MailServiceOptions(asset, new RecordingFeedback()));

        Assert.Equal("FleetConnectionsTaken", refused.ErrorId);
        Assert.Equal((2, 1), (server.Messages.Count, server.PeakConnections));
        Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.slot where owner is not null"));
    }

    [StoreFact]
    public async Task Session_WhileOthersHaveAllConnections_WaitsForOneAndSaysSo()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start();
        var asset = Asset(server, connections: 1);
        var first = await MailService.OpenSessionAsync(new MailServiceOptions(asset, new RecordingFeedback()), default);
        var waits = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var feedback = new RecordingFeedback { OnVerbose = line => waits.TrySetResult(line) };

        var opening = Task.Run(() => MailService.OpenSessionAsync(new MailServiceOptions(asset, feedback), default));
        var ended = await Task.WhenAny(opening, waits.Task);
        await CloseAsync(first);
        var second = await opening;

        Assert.Same(waits.Task, ended);
        Assert.Contains("a connection, since other machines have all that the asset allows", await waits.Task);
        Assert.Equal(TimeSpan.FromSeconds(asset.TimeoutSec), feedback.Shown.First().Wait!.Limit);
        Assert.Equal((2, 1), (server.Connections.Count, server.PeakConnections));
        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.slot where owner is not null"));
        await CloseAsync(second);
        Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.slot where owner is not null"));
    }

    [StoreFact]
    public async Task Session_WhoseCommandNamesTheOutbox_CountsFromThenOn()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start();
        var asset = Asset(server, connections: 1);
        asset.Outbox = null;
        var session = await MailService.OpenSessionAsync(new MailServiceOptions(asset, new RecordingFeedback()), default);

        await SendAsync(new MailServiceOptions(asset, new RecordingFeedback()) { Session = session, Outbox = _database.Address() });

        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.slot where owner is not null"));
        Assert.Equal((1, 1), (server.Messages.Count, server.PeakConnections));
        await CloseAsync(session);
        Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.slot where owner is not null"));
    }

    [StoreFact]
    public async Task Turn_IsTakenOnceTheConnectionIsThere()
    {
        await _database.InitializeAsync();
        var greeting = new TaskCompletionSource<bool>();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Connect, Reply.WaitFor(greeting.Task)) });
        var asset = Asset(server, connections: 2);
        asset.MaxMessagesPerMinute = 5;

        var sending = Task.Run(() => SendAsync(new MailServiceOptions(asset, new RecordingFeedback())));
        await server.WaitForConnectionAsync();
        var before = _database.Scalar("select count(*) from smtpsoar.turn where at > '-infinity'");
        greeting.SetResult(true);
        await sending;

        Assert.Equal((0L, 1L), (before, _database.Scalar("select count(*) from smtpsoar.turn where at > '-infinity'")));
        Assert.Single(server.Messages);
    }

    // A minute of three seconds, of which one is for the way from the turn to the server, as in the real one. That is measured by
    // PostgresFleetProofTests.
    [StoreFact]
    public async Task Mails_OfTenCommands_NeverHaveMoreTurnsThanAMinuteAllows()
    {
        const int Limit = 4, Commands = 10;
        await _database.InitializeAsync();
        var arrived = new ConcurrentQueue<long>();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Mail, _ => Note()) });
        var asset = Asset(server, connections: 3);
        asset.MaxMessagesPerMinute = Limit;
        var context = TestDatabase.RealContext(_database.Address()) with { Minute = "interval '3 seconds'" };

        await Task.WhenAll(Enumerable.Range(0, Commands).Select(_ => Task.Factory.StartNew(
            () => Send(asset, context), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        var times = arrived.Order().ToList();
        Assert.Equal((Commands, Commands), (times.Count, server.Messages.Count));
        Assert.InRange(server.PeakConnections, 1, 3);
        for (var i = Limit; i < times.Count; i++)
            Assert.True(Stopwatch.GetElapsedTime(times[i - Limit], times[i]) > TimeSpan.FromSeconds(2));

        Reply Note()
        {
            arrived.Enqueue(Stopwatch.GetTimestamp());
            return Reply.Proceed;
        }
    }

    [StoreFact]
    public async Task Connection_WhoseGivingBackFailed_IsGivenBackLater()
    {
        await _database.InitializeAsync();
        var port = MailServers.Current.Postgres.Port;
        using var proxy = new CuttingProxy(port);
        using var store = TestDatabase.OpenAt(
            _database.Address("sslmode=disable").Replace($":{port}/", $":{proxy.Port}/", StringComparison.Ordinal));
        var slot = (await store.Limits!.TakeSlotAsync("mail.example.org", 1, default))!;
        proxy.CutAt("owner = null where server = $1 and n = $2", isDone: false);

        await Assert.ThrowsAsync<SmtpSoarException>(slot.ReleaseAsync);

        Assert.NotNull(await store.Limits.TakeSlotAsync("mail.example.org", 1, default));
    }

    [StoreFact]
    public async Task Connection_ThatWasTakenThoughTheReplyWasLost_IsNotLost()
    {
        await _database.InitializeAsync();
        var port = MailServers.Current.Postgres.Port;
        using var proxy = new CuttingProxy(port);
        using var store = TestDatabase.OpenAt(
            _database.Address("sslmode=disable").Replace($":{port}/", $":{proxy.Port}/", StringComparison.Ordinal));
        Assert.NotNull(await store.Limits!.TakeSlotAsync("mail.example.org", 2, default));
        proxy.CutAt("set owner = $3 from free", isDone: true);

        await Assert.ThrowsAsync<SmtpSoarException>(() => store.Limits.TakeSlotAsync("mail.example.org", 2, default));

        Assert.Equal(2L, _database.Scalar("select count(*) from smtpsoar.slot where owner is not null"));
        Assert.NotNull(await store.Limits.TakeSlotAsync("mail.example.org", 2, default));
        Assert.Null(await store.Limits.TakeSlotAsync("mail.example.org", 2, default));
    }

    public void Dispose() => _database.Dispose();

    private static async Task CloseAsync(SmtpSession session)
    {
        await session.Connections.CloseAsync();
        session.Connections.Dispose();
    }

    private SmtpAsset Asset(SmtpTestServer server, int connections) => Mailer.For(server, asset =>
    {
        asset.MaxConnections = connections;
        asset.Outbox = _database.Address();
    }).Asset;

    private static void Send(SmtpAsset asset, PostgresContext context)
    {
        using var outbox = new MailOutbox(new PostgresOutboxStore(context));
        using var service = new MailService(new MailServiceOptions(asset, new RecordingFeedback()) { OpenOutbox = outbox });
        var outcome = service.SendAsync(service.Prepare(Mailer.Request(), default), default).GetAwaiter().GetResult();
        service.CloseAsync().GetAwaiter().GetResult();
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
    }

    private static async Task SendAsync(MailServiceOptions options)
    {
        using var service = new MailService(options);
        var outcome = await service.SendAsync(service.Prepare(Mailer.Request(), default), default);
        await service.CloseAsync();
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
    }
}
