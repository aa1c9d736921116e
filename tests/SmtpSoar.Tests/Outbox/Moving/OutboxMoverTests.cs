using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Moving;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Moving;

/// <summary>Messages that move between outboxes of every kind: each exactly once.</summary>
public sealed class OutboxMoverTests
{
    [Theory]
    [InlineData("folder", "folder")]
    [InlineData("folder", "memory")]
    [InlineData("memory", "folder")]
    public async Task Move_OfEachState_TakesAllThatIsKnown(string from, string to)
    {
        using var world = new MoveWorld(from, to);
        foreach (var state in new[] { OutboxState.Waiting, OutboxState.Failed, OutboxState.Unknown, OutboxState.Sent })
        {
            var id = world.Accept($"{state}", state);
            var before = world.List(world.From).Single();

            Assert.True(await world.Mover().MoveAsync(id, state, default));

            var after = world.List(world.To).Single(entry => entry.Id == id);
            Assert.Equal((before.State, before.Subject, before.Size), (after.State, after.Subject, after.Size));
            Assert.Equal((before.Accepted, before.Finished, before.NextTry), (after.Accepted, after.Finished, after.NextTry));
            Assert.Empty(world.List(world.From));
        }
    }

    [Theory]
    [InlineData("folder", "folder", true)]
    [InlineData("folder", "folder", false)]
    [InlineData("folder", "memory", true)]
    [InlineData("folder", "memory", false)]
    [InlineData("memory", "folder", true)]
    [InlineData("memory", "folder", false)]
    public async Task Move_KilledAtEachStep_SendsTheMessageOnce(string from, string to, bool isAfter)
    {
        var step = 1;
        while (await IsSentOnceAsync(from, to, new CrashPoint(step, isAfter), worksMeanwhile: true)
            && await IsSentOnceAsync(from, to, new CrashPoint(step, isAfter), worksMeanwhile: false))
            step++;
        Assert.InRange(step, 10, 30);
    }

    [Fact]
    public async Task Move_OfAnIdThatTheOtherHas_LeavesBothAsTheyAre()
    {
        using var world = new MoveWorld("memory", "folder");
        var id = world.Accept("twice");
        var copy = world.Open(world.From).Claim(id)!;
        await world.Open(world.To).ArriveAsync(Arrival(copy), default);
        copy.Return();
        var arrived = world.Open(world.To).Claim(id, OutboxState.Moving)!;
        arrived.Record.Move = null;
        arrived.Finish(OutboxState.Failed);

        var refused = await Assert.ThrowsAsync<SmtpSoarException>(() => world.Mover().MoveAsync(id, OutboxState.Waiting, default));

        Assert.Equal("OutboxEntryPresent", refused.ErrorId);
        Assert.Equal(OutboxState.Waiting, world.List(world.From).Single().State);
        Assert.Equal(OutboxState.Failed, world.List(world.To).Single().State);
    }

    [Fact]
    public async Task Finish_OfAMoveToAnotherOutbox_LeavesIt()
    {
        using var world = new MoveWorld("folder", "memory");
        var id = world.Accept("elsewhere");
        await Assert.ThrowsAnyAsync<System.Exception>(() => world.Mover(new CrashPoint(4, isAfter: true)).MoveAsync(id, OutboxState.Waiting, default));
        await world.KillAsync();
        using var elsewhere = world.Open("memory c");

        Assert.False(await new OutboxMover(world.Open(world.From), elsewhere).FinishAsync(id, default));

        Assert.Equal("OutboxMoveUnfinished", world.List(world.From).Single().ErrorId);
        Assert.True(await world.Mover().FinishAsync(id, default));
        Assert.Equal(OutboxState.Waiting, world.List(world.To).Single().State);
    }

    [Fact]
    public async Task Finish_OfWhatTheOtherOutboxLost_KeepsTheCopy()
    {
        using var world = new MoveWorld("folder", "memory");
        var id = world.Accept("lost");
        var source = world.Open(world.From);
        var lease = source.Claim(id)!;
        lease.Record.Move = new OutboxMove(OutboxState.Waiting, world.Open(world.To).DisplayName, OutboxMoveStage.HandedOver);
        await lease.FinishAsync(new OutboxOutcome(OutboxState.Moving) { KeepsTimes = true });
        world.Open(world.To).Accept(Stores.OutboxStoreContractTests.Message("another")).Return();

        var lost = await Assert.ThrowsAsync<SmtpSoarException>(() => world.Mover().FinishAsync(id, default));

        Assert.Equal("OutboxMoveLost", lost.ErrorId);
        await world.KillAsync();
        Assert.Equal("lost", world.List(world.From).Single().Subject);
    }

    // Whether the move was interrupted, and the message sent once all the same.
    private static async Task<bool> IsSentOnceAsync(string from, string to, CrashPoint crash, bool worksMeanwhile)
    {
        using var world = new MoveWorld(from, to);
        var id = world.Accept("once");
        try
        {
            await world.Mover(crash).MoveAsync(id, OutboxState.Waiting, default);
        }
        catch (System.Exception) when (crash.IsReached)
        {
            await world.KillAsync();
        }

        if (worksMeanwhile)
            await world.WorkAsync();
        await MoveAgainAsync(world);
        await world.WorkAsync();
        Assert.Equal(["once"], world.Sent);
        return crash.IsReached;
    }

    private static OutboxArrival Arrival(IOutboxLease lease)
    {
        var record = lease.Record.Clone();
        (record.State, record.Move) = (OutboxState.Moving, new OutboxMove(OutboxState.Failed, "elsewhere", OutboxMoveStage.Arrived));
        return new OutboxArrival(record, () => lease.OpenMessage(0));
    }

    private static async Task MoveAgainAsync(MoveWorld world)
    {
        foreach (var entry in world.List(world.From))
        {
            var mover = world.Mover();
            try
            {
                await (entry.State == OutboxState.Moving ? mover.FinishAsync(entry.Id, default) : mover.MoveAsync(entry.Id, entry.State, default));
            }
            catch (SmtpSoarException lost) when (lost.ErrorId == "OutboxMoveLost")
            {
                // It was sent from there, and removed.
                Assert.Equal(["once"], world.Sent);
            }
        }
    }
}
