using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Transport.Fleet;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The limits of a server that all machines keep together: each store here is a machine.</summary>
[NeedsRealServers]
public sealed class PostgresLimitsTests : IDisposable
{
    private const string Server = "mail.example.org:587:";

    private readonly TestDatabase _database = new();

    [StoreFact]
    public async Task Turns_OfAMinute_AreNoMoreForAllMachines()
    {
        await _database.InitializeAsync();
        var stores = Enumerable.Range(0, 4).Select(_ => _database.Open()).ToList();

        for (var minute = 1; minute <= 2; minute++)
        {
            var waits = await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, 10).Select(_ => TurnAsync(store))));

            Assert.Equal(7, waits.Count(wait => wait == TimeSpan.Zero));
            Assert.Equal(7L, _database.Scalar("select count(*) from smtpsoar.turn"));
            Assert.InRange(waits.Max(), TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(61));
            _database.Execute("update smtpsoar.turn set at = at - interval '61 seconds'");
        }

        stores.ForEach(store => store.Dispose());

        // One that finds all free rows locked by others asks again.
        static async Task<TimeSpan> TurnAsync(IOutboxStore store)
        {
            TimeSpan wait;
            do
                wait = await store.Limits!.TakeTurnAsync(Server, 7, default);
            while (wait > TimeSpan.Zero && wait < TimeSpan.FromSeconds(1));
            return wait;
        }
    }

    [StoreFact]
    public async Task Connections_OfAServer_AreNoMoreForAllMachines()
    {
        await _database.InitializeAsync();
        var stores = Enumerable.Range(0, 3).Select(_ => _database.Open()).ToList();

        var slots = (await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, 3).Select(_ => SlotAsync(store))))).OfType<IFleetSlot>().ToList();

        Assert.Equal(4, slots.Count);
        Assert.All(slots, slot => Assert.True(slot.IsHeld));
        Assert.Null(await stores[0].Limits!.TakeSlotAsync(Server, 4, default));
        await slots[0].ReleaseAsync();
        Assert.NotNull(await stores[1].Limits!.TakeSlotAsync(Server, 4, default));
        stores.ForEach(_database.Expire);
        using var next = _database.Open();
        for (var i = 0; i < 4; i++)
            Assert.NotNull(await next.Limits!.TakeSlotAsync(Server, 4, default));
        Assert.Null(await next.Limits!.TakeSlotAsync(Server, 4, default));
        stores.ForEach(store => store.Dispose());

        // One that finds all free rows locked by others asks again.
        static async Task<IFleetSlot?> SlotAsync(IOutboxStore store)
        {
            for (var i = 0; i < 20; i++)
                if (await store.Limits!.TakeSlotAsync(Server, 4, default) is { } slot)
                    return slot;
            return null;
        }
    }

    [StoreFact]
    public async Task Slot_OfMachinesThatBeginAtOnce_IsTakenByOneOnly()
    {
        await _database.InitializeAsync();

        for (var round = 0; round < 40; round++)
        {
            var (server, stores) = ($"{Server}{round}", Enumerable.Range(0, 6).Select(_ => _database.Open()).ToList());
            var slots = await Task.WhenAll(stores.Select(store => Task.Run(() => store.Limits!.TakeSlotAsync(server, 1, default))));
            stores.ForEach(store => store.Dispose());
            Assert.Single(slots, slot => slot is not null);
        }
    }

    [StoreFact]
    public async Task Mails_OfManyCommands_NeverHaveMoreConnectionsThanAllowed()
    {
        await _database.InitializeAsync();
        var (open, most) = (0, 0);
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script()
                .On(Step.Mail, _ => Count(ref open, ref most))
                .On(Step.EndOfData, _ => Leave(ref open)),
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => SendAsync(server, 5).GetAwaiter().GetResult(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(20, server.Messages.Count);
        Assert.InRange(most, 1, 2);
        Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.slot where owner is not null"));

        static Reply Count(ref int open, ref int most)
        {
            var now = Interlocked.Increment(ref open);
            if (now > Volatile.Read(ref most))
                Volatile.Write(ref most, now);
            return Reply.Delay(TimeSpan.FromMilliseconds(5));
        }

        static Reply Leave(ref int open)
        {
            Interlocked.Decrement(ref open);
            return Reply.Delay(TimeSpan.Zero);
        }
    }

    [StoreFact]
    public async Task Pause_OfOneMachine_IsKeptByAll()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.Connect, Reply.AndClose("421 4.3.2 down")).Times(1),
        });
        await SendAsync(server, 1);
        using var outbox = new MailOutbox(_database.Open());
        await outbox.RecoverAsync(default);
        using var other = new MailService(new MailServiceOptions(Asset(server), new RecordingFeedback()) { OpenOutbox = outbox });
        OutboxEntry[] waiting = [.. outbox.List(new OutboxQuery { States = [OutboxState.Waiting] })];

        Assert.Empty(await other.ClaimAsync(waiting, (_, damage) => throw damage, default));
        Assert.Equal("ServerLeftAlone", other.OutboxPause!.ErrorId);

        _database.Execute("delete from smtpsoar.pause");
        using var third = new MailService(new MailServiceOptions(Asset(server), new RecordingFeedback()) { OpenOutbox = outbox });
        Assert.Single(await third.ClaimAsync(waiting, (_, damage) => throw damage, default));
    }

    public void Dispose() => _database.Dispose();

    private static SmtpAsset Asset(SmtpTestServer server) => Mailer.For(server, asset => asset.MaxConnections = 2).Asset;

    private async Task SendAsync(SmtpTestServer server, int count)
    {
        using var service = new MailService(new MailServiceOptions(Asset(server), new RecordingFeedback()) { Outbox = _database.Address() });
        for (var i = 0; i < count; i++)
            await service.SendAsync(service.Prepare(Mailer.Request(), default), default);
        await service.CloseAsync();
    }
}
