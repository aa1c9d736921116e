using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Moving;
using Xunit;

using FactAttribute = SmtpSoar.Tests.Outbox.Stores.StoreFactAttribute;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>Tests what a store owes to those who measure, remove and move.</summary>
public abstract partial class OutboxStoreContractTests
{
    private const string Foreign = "20310506T0708090000000-0123abcd";

    [Fact]
    public async Task Measure_OfAnOutbox_CountsStatesAgesAndRates()
    {
        Wait(2);
        Clock.Advance(TimeSpan.FromMinutes(20));
        var store = Open();
        Finish(store.Accept(Message("later")), new OutboxOutcome(OutboxState.Waiting) { Delay = TimeSpan.FromHours(1) });
        Finish(store.Accept(Message("failed")), new OutboxOutcome(OutboxState.Failed));
        Finish(store.Accept(Message("unknown")), new OutboxOutcome(OutboxState.Unknown));
        store.Accept(Message("sending"));
        foreach (var name in new[] { "sent", "too" })
        {
            var lease = store.Accept(Message(name));
            await lease.MarkAsync();
            Finish(lease, new OutboxOutcome(OutboxState.Sent));
        }

        await store.FlushAsync(default);
        Clock.Advance(TimeSpan.FromMinutes(1));

        var measure = await Open().MeasureAsync(TimeSpan.FromMinutes(2), default);

        Assert.Equal((3, 2, 1, 2, 1, 1), (measure.Waiting, measure.Due, measure.Sending, measure.Sent, measure.Failed, measure.Unknown));
        Assert.Equal((0, 0, Clock.GetUtcNow()), (measure.Held, measure.Moving, measure.Time));
        Assert.Equal((3, 1, 0.5), (measure.AcceptedPerMinute, measure.SentPerMinute, measure.FailedPerMinute));
        Assert.Equal(TimeSpan.FromMinutes(21), Rounded(measure.OldestWaitingAge));
        Assert.Equal(TimeSpan.FromMinutes(21), Rounded(measure.OldestDueAge));
        Assert.NotEmpty(measure.Outbox);
    }

    [Fact]
    public async Task Measure_OfWhatIsOlderThanThePeriod_HasNoRates()
    {
        Finish(Open().Accept(Message("failed")), new OutboxOutcome(OutboxState.Failed));
        Clock.Advance(TimeSpan.FromMinutes(10));

        var measure = await Open().MeasureAsync(TimeSpan.FromMinutes(5), default);

        Assert.Equal((1, 0, 0, 0), (measure.Failed, measure.AcceptedPerMinute, measure.SentPerMinute, measure.FailedPerMinute));
        Assert.Equal((null, null), (measure.OldestWaitingAge, measure.OldestDueAge));
    }

    [Fact]
    public async Task Remove_OfAnAge_TakesTheOldestUpToTheMost()
    {
        var store = Open();
        foreach (var name in new[] { "a", "b", "c" })
            Finish(store.Accept(Message(name)), new OutboxOutcome(OutboxState.Failed));
        Finish(store.Accept(Message("waits")), new OutboxOutcome(OutboxState.Waiting));
        Clock.Advance(TimeSpan.FromDays(2));
        Finish(store.Accept(Message("young")), new OutboxOutcome(OutboxState.Failed));
        store.Claim(List(OutboxState.Failed)[0].Id, OutboxState.Failed);
        OutboxState[] states = [OutboxState.Sent, OutboxState.Failed, OutboxState.Sending];

        Assert.Equal(0, await store.RemoveAsync(new OutboxRemoval(states, TimeSpan.FromDays(3), 10), default));
        Assert.Equal(1, await store.RemoveAsync(new OutboxRemoval(states, TimeSpan.FromDays(1), 1), default));
        Assert.Equal(["a", "c", "waits", "young"], List().Select(entry => entry.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(1, await store.RemoveAsync(new OutboxRemoval(states, TimeSpan.FromDays(1), 10), default));
        Assert.Equal(["a", "waits", "young"], List().Select(entry => entry.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Arrive_OfAMessage_KeepsItWholeAndLendsItToNobody()
    {
        Wait(1);

        await Open().ArriveAsync(Arrival("text\r\n"), default);
        Kill(Open());
        await Open().RecoverAsync(default);

        var entry = Assert.Single(List(OutboxState.Moving));
        Assert.Equal((Foreign, "arrived", "OutboxArrivalUnfinished"), (entry.Id, entry.Subject, entry.ErrorId));
        Assert.Equal(["0"], Claim(Open(), new OutboxClaim(OutboxState.Waiting) { MaxCount = 9, OnDamaged = Throw }).Select(lease => lease.Record.Subject));
        Assert.Null(Open().Claim(Foreign));
        var lease = Open().Claim(Foreign, OutboxState.Moving)!;
        Assert.Equal("text\r\n", Content(lease, 0));
        Assert.Equal(OutboxState.Failed, lease.Record.Move!.State);
    }

    [Fact]
    public async Task Arrive_OfAnArrival_TakesItsPlace()
    {
        await Open().ArriveAsync(Arrival("old\r\n"), default);

        await Open().ArriveAsync(Arrival("newer\r\n"), default);

        Assert.Equal("newer\r\n", Content(Open().Claim(Foreign, OutboxState.Moving)!, 0));
        Assert.Single(List());
    }

    [Fact]
    public async Task Arrive_OfAnIdThatIsThere_ChangesNothing()
    {
        await Open().ArriveAsync(Arrival("old\r\n"), default);
        End(Open().Claim(Foreign, OutboxState.Moving)!);

        Assert.Equal("OutboxEntryPresent", Failure(() => Open().ArriveAsync(Arrival("newer\r\n"), default)));

        Assert.Equal("old\r\n", Content(Open().Claim(Foreign, OutboxState.Failed)!, 0));
        Assert.Equal("OutboxEntryPresent", Failure(() => Open().ArriveAsync(Arrival("newer\r\n"), default)));
    }

    [Fact]
    public async Task Arrive_OfADamagedMessage_KeepsNothing()
    {
        Wait(1);
        var arrival = Arrival("text\r\n");

        Assert.Equal("OutboxEntryDamaged", Failure(() => Open().ArriveAsync(
            arrival with { Open = () => new MemoryStream("tex_\r\n"u8.ToArray()) }, default)));

        Assert.Single(List());
        await Open().ArriveAsync(arrival, default);
        Assert.Equal(2, List().Count);
    }

    [Fact]
    public async Task Arrival_ThatIsLeftToTheOutbox_HasItsOldStateAndTimes()
    {
        await Open().ArriveAsync(Arrival("text\r\n"), default);

        End(Open().Claim(Foreign, OutboxState.Moving)!);
        Kill(Open());
        await Open().RecoverAsync(default);

        var entry = Assert.Single(List());
        Assert.Equal((OutboxState.Failed, 3, null), (entry.State, entry.Attempts, entry.ErrorId));
        Assert.Equal((Clock.GetUtcNow().AddDays(-1), Clock.GetUtcNow().AddDays(-2)), (entry.Finished, entry.Accepted));
    }

    [Fact]
    public async Task Message_ThatLeaves_StaysSoOverACrash()
    {
        var store = Open();
        var lease = store.Accept(Message("leaves"));
        Clock.Advance(TimeSpan.FromHours(1));
        lease.Record.Move = new OutboxMove(OutboxState.Waiting, "elsewhere", OutboxMoveStage.Leaving);

        Finish(lease, new OutboxOutcome(OutboxState.Moving) { KeepsTimes = true });
        Kill(store);
        await Open().RecoverAsync(default);

        Assert.Equal((OutboxState.Moving, "OutboxMoveUnfinished"), (List().Single().State, List().Single().ErrorId));
        var second = Open();
        var again = second.Claim(lease.Record.Id, OutboxState.Moving)!;
        again.Record.Move = again.Record.Move! with { Stage = OutboxMoveStage.HandedOver };
        await again.KeepAsync();
        Kill(second);
        await Open().RecoverAsync(default);
        Assert.Equal(OutboxState.Moving, List().Single().State);
        var last = Open().Claim(lease.Record.Id, OutboxState.Moving)!;
        Assert.Equal((OutboxMoveStage.HandedOver, "elsewhere"), (last.Record.Move!.Stage, last.Record.Move.Other));
        last.Return();
        Assert.True(await Open().RemoveAsync(lease.Record.Id, OutboxState.Moving, default));
        Assert.Empty(List());
    }

    private OutboxArrival Arrival(string content)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        using var digest = new DigestStream(Stream.Null);
        digest.Write(bytes, 0, bytes.Length);
        var now = Clock.GetUtcNow();
        return new OutboxArrival(
            new OutboxRecord
            {
                Id = Foreign,
                Accepted = now.AddDays(-2),
                Since = now.AddDays(-2),
                Finished = now.AddDays(-1),
                Action = "send email",
                Sender = "from@example.org",
                Recipients = [new RecipientResult { Address = "to@example.org" }],
                Subject = "arrived",
                Size = bytes.Length,
                HeaderSize = 0,
                Sha256 = digest.Digest(),
                Attempts = 3,
                State = OutboxState.Moving,
                Move = new OutboxMove(OutboxState.Failed, "elsewhere", OutboxMoveStage.Arrived),
            },
            () => new MemoryStream(bytes));
    }

    private static void End(IOutboxLease arrived)
    {
        var state = arrived.Record.Move!.State;
        arrived.Record.Move = null;
        Finish(arrived, new OutboxOutcome(state) { KeepsTimes = true });
    }

    private static TimeSpan? Rounded(TimeSpan? time) => time is { } known ? TimeSpan.FromSeconds(Math.Round(known.TotalSeconds)) : null;
}
