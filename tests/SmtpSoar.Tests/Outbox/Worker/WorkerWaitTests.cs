using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Worker;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Worker;

/// <summary>A worker whose store waits in its place: when the worker looks, and when it pauses by itself.</summary>
public sealed class WorkerWaitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly MemoryOutbox _outbox = new(TimeProvider.System);
    private readonly ConcurrentQueue<string> _events = new();
    private readonly ShiftedClock _clock = new();
    private TimeSpan _waited;

    private IEnumerable<string> Looks => _events.Where(name => name is "look" or "wait");

    private int RecoveriesBehindTheFirstWait => _events.SkipWhile(name => name != "wait").Count(name => name == "recover");

    [Fact]
    public async Task Wait_ThatFoundNothing_IsFollowedByTheNextWithoutALook()
    {
        await RunUntilAsync(OutboxWait.Over, waits: 3);

        Assert.Equal(["wait", "wait", "wait"], Looks.SkipWhile(name => name == "look").Take(3));
    }

    [Fact]
    public async Task Wait_ThatEndedForAMessageOfOthers_IsFollowedByAPause()
    {
        await RunUntilAsync(OutboxWait.Woken, waits: 3);

        Assert.Equal(["wait", "look", "look", "wait", "look", "look", "wait"], Looks.SkipWhile(name => name == "look").Take(7));
    }

    [Fact]
    public async Task Wait_ThatTheStoreDoesNotDo_IsAPauseBetweenLooks()
    {
        await RunUntilAsync(OutboxWait.None, waits: 3);

        Assert.Equal(["wait", "look", "wait", "look", "wait"], Looks.SkipWhile(name => name == "look").Take(5));
    }

    [Fact]
    public async Task Wait_OfAWorkerWithAHealthFile_LeavesTimeToWriteIt()
    {
        using var folder = new TemporaryFolder();
        var limits = new ConcurrentQueue<TimeSpan>();

        await RunUntilAsync(OutboxWait.Over, waits: 3, limits, System.IO.Path.Combine(folder.Path, "health.json"));

        Assert.All(limits, limit => Assert.InRange(limit, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Wait_OfAWorkerWithoutAHealthFile_IsLongerThanALease()
    {
        var limits = new ConcurrentQueue<TimeSpan>();

        await RunUntilAsync(OutboxWait.Over, waits: 3, limits);

        Assert.All(limits, limit => Assert.InRange(limit, TimeSpan.FromSeconds(31), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Wait_ThatEndedEarly_IsFollowedByALookForWhatOthersLost()
    {
        await RunUntilAsync(OutboxWait.Woken, waits: 3);

        Assert.Equal(2, RecoveriesBehindTheFirstWait);
    }

    [Fact]
    public async Task Wait_ThatFoundNothing_HasLookedForWhatOthersLost()
    {
        _waited = TimeSpan.FromSeconds(60);

        await RunUntilAsync(OutboxWait.Over, waits: 3);

        Assert.Equal(0, RecoveriesBehindTheFirstWait);
    }

    private async Task RunUntilAsync(OutboxWait wait, int waits, ConcurrentQueue<TimeSpan>? limits = null, string? health = null)
    {
        using var stop = new CancellationTokenSource();
        var seen = new TaskCompletionSource();
        _outbox.OnLook = () => _events.Enqueue("look");
        _outbox.BeforeWrite = name => _events.Enqueue(name);
        _outbox.OnWait = limit =>
        {
            _events.Enqueue("wait");
            limits?.Enqueue(limit);
            if (_events.Count(name => name == "wait") == waits)
                seen.SetResult();
            if (_events.Count(name => name == "wait") >= waits)
                stop.Token.WaitHandle.WaitOne(Limit);
            _clock.Shift(_waited);
            return wait;
        };
        var (asset, feedback) = (new SmtpAsset { Server = "127.0.0.1" }, new RecordingFeedback());
        using var first = new MemoryOutboxStore("memory", _outbox);
        first.Accept(OutboxStoreContractTests.Message("mail")).Finish(OutboxState.Failed);
        var options = new OutboxWorkerOptions(
            () => new MailOutbox(new MemoryOutboxStore("memory", _outbox)),
            outbox => new MailServiceOptions(asset, feedback) { OpenOutbox = outbox })
        {
            HealthFile = health,
            Clock = _clock,
        };
        var work = Task.Run(() => new OutboxWorker(options).RunAsync(_ => { }, stop.Token));
        await seen.Task.WaitAsync(Limit);
        stop.Cancel();
        await work.WaitAsync(Limit);
    }

    /// <summary>The system's clock, after times that a test does not wait for.</summary>
    private sealed class ShiftedClock : TimeProvider
    {
        private long _shift;

        public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _shift);

        public void Shift(TimeSpan time) => Interlocked.Add(ref _shift, (long)(time.TotalSeconds * TimestampFrequency));
    }
}
