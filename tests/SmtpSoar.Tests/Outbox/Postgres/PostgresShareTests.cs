using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Transport.Fleet;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.Outbox.Worker;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>Workers and commands that need the connections which others have.</summary>
[NeedsRealServers]
public sealed class PostgresShareTests : IDisposable
{
    private const string Slots = "select count(*) from smtpsoar.slot where owner is not null";
    private const string Queued = "select count(*) from smtpsoar.queue";
    private const string Wishes = "select count(*) from smtpsoar.pause where server like 'connection %' and until > clock_timestamp()";

    private readonly TestDatabase _database = new();

    [StoreFact]
    public async Task Worker_WithoutAConnection_LeavesMessagesToOthersAndAsks()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start();
        var asset = Asset(server, connections: 1);
        using var other = _database.Open();
        var slot = (await other.Limits!.TakeSlotAsync($"127.0.0.1:{server.Port}:", 1, default))!;
        other.Accept(OutboxStoreContractTests.Message("mail")).Return();
        await using var worker = RunningWorker.StartAt(_database.Address(), asset);

        await worker.UntilAsync(() => _database.Scalar(Wishes) is 1L);

        Assert.Equal(1, await other.CountAsync([OutboxState.Waiting], default));
        Assert.Equal(FleetWish.Peer, await other.Limits.WishedAsync($"127.0.0.1:{server.Port}:", default));
        await slot.ReleaseAsync();
        await server.WaitForMessageAsync();
    }

    [StoreFact]
    public async Task Worker_ThatIsIdle_GivesItsConnectionsBack()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start();
        await using var worker = RunningWorker.StartAt(_database.Address(), Asset(server, connections: 1));
        using var other = _database.Open();
        other.Accept(OutboxStoreContractTests.Message("mail")).Return();

        await server.WaitForMessageAsync();
        await worker.UntilAsync(() => server.OpenConnections == 0 && _database.Scalar(Slots) is 0L);

        other.Accept(OutboxStoreContractTests.Message("mail")).Return();
        await server.WaitForMessageAsync(2);
    }

    [StoreFact]
    public async Task Worker_ThatIsBusy_GivesOneOfItsConnectionsToACommandThatWaits()
    {
        await _database.InitializeAsync();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script()
            .On(Step.EndOfData, Reply.WaitFor(first.Task)).Times(1)
            .On(Step.EndOfData, Reply.WaitFor(second.Task)).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        var asset = Asset(server, connections: 2);
        await using var worker = RunningWorker.StartAt(_database.Address(), asset);
        using var other = _database.Open();
        for (var i = 0; i < 2; i++)
            other.Accept(OutboxStoreContractTests.Message("mail")).Return();
        await worker.UntilAsync(() => _database.Scalar(Slots) is 2L && server.OpenConnections == 2);

        var sending = SendAsync(asset);
        await worker.UntilAsync(() => _database.Scalar(Wishes) is 1L);
        first.SetResult();
        await sending.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(second.Task.IsCompleted);
        Assert.Equal((2, 2), (server.PeakConnections, server.Messages.Count));
        second.SetResult();
        await worker.UntilAsync(() => worker.Outcomes.Count == 2);
    }

    [StoreFact]
    public async Task Worker_WhoseLastConnectionHangs_TakesOneThatIsFreeAgain()
    {
        await _database.InitializeAsync();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script()
            .On(Step.EndOfData, Reply.WaitFor(first.Task)).Times(1)
            .On(Step.EndOfData, Reply.WaitFor(second.Task)).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        await using var worker = RunningWorker.StartAt(_database.Address(), Asset(server, connections: 2));
        using var other = _database.Open();
        for (var i = 0; i < 4; i++)
            other.Accept(OutboxStoreContractTests.Message("mail")).Return();
        await worker.UntilAsync(() => _database.Scalar(Slots) is 2L && server.OpenConnections == 2);
        await other.Limits!.WishAsync($"127.0.0.1:{server.Port}:", isOfWorker: false);
        await worker.UntilAsync(() => _database.Scalar(Wishes) is 0L);

        second.SetResult();

        await worker.UntilAsync(() => worker.Outcomes.Count == 3);
        Assert.False(first.Task.IsCompleted);
        first.SetResult();
        await worker.UntilAsync(() => worker.Outcomes.Count == 4);
    }

    [StoreFact]
    public async Task Worker_WhoseOnlyConnectionHangs_GivesBackWhatItTook()
    {
        await _database.InitializeAsync();
        var reply = new TaskCompletionSource();
        var script = new Script().On(Step.EndOfData, Reply.WaitFor(reply.Task)).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        using var other = _database.Open();
        for (var i = 0; i < 2; i++)
            other.Accept(OutboxStoreContractTests.Message("mail")).Return();
        await using var worker = RunningWorker.StartAt(_database.Address(), Asset(server, connections: 1));
        await worker.UntilAsync(() => _database.Scalar("select count(*) from smtpsoar.queue where marked is not null") is 1L);

        await worker.UntilAsync(() => _database.Scalar("select count(*) from smtpsoar.queue where state = 0") is 1L);

        Assert.Empty(worker.Outcomes);
        reply.SetResult();
        await worker.UntilAsync(() => worker.Outcomes.Count == 2);
        Assert.Equal((2, 1), (server.Messages.Count, server.PeakConnections));
    }

    // The worker with the hanging mail sends others too, since the other worker gives it one of its connections.
    [StoreFact]
    public async Task Mails_BesideOneThatHangs_GoByTheOtherConnections()
    {
        await _database.InitializeAsync();
        var reply = new TaskCompletionSource();
        var script = new Script().On(Step.EndOfData, Reply.WaitFor(reply.Task)).Times(1);
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = script });
        var asset = Asset(server, connections: 3);
        using var other = _database.Open();
        await using var worker = RunningWorker.StartAt(_database.Address(), asset);
        other.Accept(OutboxStoreContractTests.Message("mail")).Return();
        await worker.UntilAsync(() => server.Messages.Count == 1 || server.OpenConnections == 1);
        await using var neighbour = RunningWorker.StartAt(_database.Address(), asset);

        for (var i = 0; i < 40; i++)
        {
            other.Accept(OutboxStoreContractTests.Message("mail")).Return();
            var sent = i + 1;
            await worker.UntilAsync(() => worker.Outcomes.Count + neighbour.Outcomes.Count == sent);
        }

        Assert.False(reply.Task.IsCompleted);
        reply.SetResult();
        await worker.UntilAsync(() => worker.Outcomes.Count + neighbour.Outcomes.Count == 41);
        Assert.True(server.PeakConnections <= 3);
    }

    [StoreFact]
    public async Task Workers_OfTwoOutboxes_ShareTheOnlyConnection()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start();
        var asset = Asset(server, connections: 1);
        using var other = _database.Open("outbox=second");
        await using var worker = RunningWorker.StartAt(_database.Address(), asset);
        await using var neighbour = RunningWorker.StartAt(_database.Address("outbox=second"), asset);
        using var store = _database.Open();

        for (var i = 1; i <= 3; i++)
        {
            store.Accept(OutboxStoreContractTests.Message("mail")).Return();
            other.Accept(OutboxStoreContractTests.Message("mail")).Return();
            await worker.UntilAsync(() => worker.Outcomes.Count == i && neighbour.Outcomes.Count == i);
        }

        Assert.All(worker.Outcomes.Concat(neighbour.Outcomes), outcome => Assert.Equal("success", outcome.Result.Status));
        Assert.Equal((6, 1), (server.Messages.Count, server.PeakConnections));
    }

    // Each mail that goes leaves another one due, until the command's has gone.
    [StoreFact]
    public async Task Worker_WithABacklogAndOneConnection_LetsACommandGoBetween()
    {
        await _database.InitializeAsync();
        using var other = _database.Open();
        using var sent = new CancellationTokenSource();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.EndOfData, _ => AcceptAnother()) });
        var asset = Asset(server, connections: 1);
        for (var i = 0; i < 30; i++)
            AcceptAnother();
        await using var worker = RunningWorker.StartAt(_database.Address(), asset);
        await server.WaitForMessageAsync();

        await SendAsync(asset).WaitAsync(TimeSpan.FromSeconds(60));
        await sent.CancelAsync();

        await worker.UntilAsync(() => worker.Outcomes.Count == server.Messages.Count - 1 && _database.Scalar(Queued) is 0L);
        Assert.Equal(1, server.PeakConnections);

        Reply AcceptAnother()
        {
            if (!sent.IsCancellationRequested)
                other.Accept(OutboxStoreContractTests.Message("mail")).Return();
            return Reply.Proceed;
        }
    }

    public void Dispose() => _database.Dispose();

    private static SmtpAsset Asset(SmtpTestServer server, int connections) =>
        Mailer.For(server, asset => (asset.MaxConnections, asset.TimeoutSec) = (connections, 300)).Asset;

    private async Task SendAsync(SmtpAsset asset)
    {
        using var service = new MailService(new MailServiceOptions(asset, new RecordingFeedback()) { Outbox = _database.Address() });
        var outcome = await service.SendAsync(service.Prepare(Mailer.Request(), default), default);
        await service.CloseAsync();
        Assert.True(outcome.Error is null, outcome.Error?.ToString());
    }
}
