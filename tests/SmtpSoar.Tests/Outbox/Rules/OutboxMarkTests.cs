using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Rules;

/// <summary>The mark: begun with the transaction where the store wishes it, and there before the last byte in any case.</summary>
public sealed class OutboxMarkTests : OutboxRulesTestBase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Begin_OfATransaction_BeginsTheMarkAndWaitsForNothing()
    {
        using var gate = new ManualResetEventSlim();
        Outbox.BeforeWrite = what => WaitFor(what == "mark" ? gate : null);
        var entry = Accept();

        entry.Begin(CancellationToken.None);

        Assert.False(Row().IsMarked);
        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => Row().IsMarked, Patience));
        Assert.False(entry.MayBeTaken);
        entry.BeforeLastByte();
        Assert.True(entry.MayBeTaken);
    }

    [Fact]
    public async Task BeforeLastByte_WhileTheMarkIsUnderWay_WaitsForIt()
    {
        using var gate = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        Outbox.BeforeWrite = what =>
        {
            WaitFor(what == "mark" ? gate : null);
            order.Enqueue(what);
        };
        var entry = Accept();
        entry.Begin(CancellationToken.None);

        var last = Task.Factory.StartNew(
            () =>
            {
                entry.BeforeLastByte();
                order.Enqueue("last byte");
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        gate.Set();
        await last;

        Assert.Equal(["accept", "mark", "last byte"], order);
    }

    [Fact]
    public void BeforeLastByte_WithoutABeginning_MarksAtOnce()
    {
        var entry = Accept();

        entry.BeforeLastByte();

        Assert.True(Row().IsMarked);
    }

    [Fact]
    public void BeforeLastByte_WithoutAMark_LetsNothingGo()
    {
        var entry = Accept();
        Outbox.BeforeWrite = what => Fail(what == "mark");

        entry.Begin(CancellationToken.None);

        Assert.Equal("OutboxNotWritable", Assert.Throws<SmtpSoarException>(entry.BeforeLastByte).ErrorId);
        Assert.False(entry.MayBeTaken);
        Outbox.BeforeWrite = _ => { };
        entry.Begin(CancellationToken.None);
        entry.BeforeLastByte();
        Assert.True(entry.MayBeTaken);
    }

    [Fact]
    public void BeforeLastByte_OfAMessageThatAnotherCommandRecovered_LetsNothingGo()
    {
        var entry = Accept();
        entry.Begin(CancellationToken.None);
        entry.BeforeLastByte();
        Store.Kill();
        Outbox.Recover();

        Assert.Throws<SmtpSoarException>(entry.BeforeLastByte);
    }

    [Fact]
    public void NotTaken_AfterTheMark_TakesItAway()
    {
        var entry = Accept();
        entry.Begin(CancellationToken.None);
        entry.BeforeLastByte();

        entry.NotTaken();

        Assert.False(entry.MayBeTaken);
        Assert.False(Row().IsMarked);
    }

    [Fact]
    public void NotTaken_BeforeTheLastByte_TakesAMarkAwayThatWasBegun()
    {
        var entry = Accept();
        entry.Begin(CancellationToken.None);

        entry.NotTaken();

        Assert.False(Row().IsMarked);
    }

    [Fact]
    public async Task NotTaken_ThatCannotBeWritten_LeavesTheMessageUnknown()
    {
        Sender.Next = (message, _) =>
        {
            ScriptedSender.Commit(message);
            Outbox.BeforeWrite = what => Fail(what == "keep");
            message.Checkpoint!.NotTaken();
            return Core.Transport.DeliveryReceipt.Failed(Errors.MessageRefused.With("server", "no"), attempts: 1);
        };

        await SendAsync();

        Assert.Equal(OutboxState.Unknown, (await SingleAsync()).State);
    }

    [Fact]
    public async Task MarkAhead_OfAMessageWithoutALastByte_IsNoReasonForUnknown()
    {
        Sender.Next = (message, _) =>
        {
            message.Checkpoint!.Begin(CancellationToken.None);
            return Core.Transport.DeliveryReceipt.Failed(Errors.Stopped.With(), attempts: 1);
        };

        await SendAsync();

        Assert.Equal(OutboxState.Waiting, (await SingleAsync()).State);
        Assert.False(Row().IsMarked);
    }

    [Fact]
    public void Taken_ForSome_IsKeptBeforeOthersAreAskedFor()
    {
        var entry = Accept();
        entry.BeforeLastByte();
        var results = Message([]).ToResults();
        (results[0].Accepted, results[0].StatusCode) = (true, 250);

        Assert.True(entry.Taken(results));

        Assert.Equal((250, false), (Row().Read().Recipients[0].StatusCode, Row().IsMarked));
        Outbox.BeforeWrite = what => Fail(what == "keep");
        Assert.False(entry.Taken(results));
    }

    private OutboxEntryLifecycle Accept() => new(Store.Accept(Message([])));

    private MemoryOutbox.Row Row() => Outbox.Rows.Single();

    private static void WaitFor(ManualResetEventSlim? gate) => gate?.Wait();

    private static void Fail(bool isNow)
    {
        if (isNow)
            throw Errors.OutboxNotWritable.With("memory", "The database is away.");
    }
}
