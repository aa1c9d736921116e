using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>Messages between the thread that makes them and those that send them.</summary>
/// <remarks>A plain monitor: the framework's channels wake a thread for each item, which costs more than a near server does.</remarks>
internal sealed class WorkQueue
{
    // From so many on a thread is woken for them at once.
    private const int Batch = 8;

    // For so long a thread that has sent all waits for several, so that it does not sleep and wake for each.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();
    private readonly Queue<PendingMessage> _waiting = new();
    private int _count;
    private long _bytes;
    private int _open;
    private int _idle;
    private int _lingering;
    private int _leaving;
    private bool _hasEnded;
    private (Func<bool> Condition, TaskCompletionSource<bool> Source)? _watch;

    /// <summary>How many wait for a thread.</summary>
    // Asked for each message, and so read without the monitor, which the other threads would meet there.
    public int Waiting => Volatile.Read(ref _count);

    /// <summary>The size of those that wait for a thread.</summary>
    public long WaitingBytes => Volatile.Read(ref _bytes);

    /// <summary>How many were added and are not done.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>How many threads are to leave, and have not heard of it.</summary>
    public int Leaving
    {
        get
        {
            lock (_gate)
                return _leaving;
        }
    }

    public void Add(PendingMessage pending)
    {
        lock (_gate)
        {
            _open++;
            Volatile.Write(ref _bytes, _bytes + pending.Size);
            _waiting.Enqueue(pending);
            _count++;
            if (_lingering == 0 || _waiting.Count >= Batch)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Lets one thread leave: the first that asks for a message.</summary>
    public void LetLeave()
    {
        lock (_gate)
        {
            _leaving++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next message, or <see langword="null"/> when there will be none for this thread. Waits for it.</summary>
    public PendingMessage? Take()
    {
        lock (_gate)
        {
            _idle++;
            if (HasNothing)
                Linger();
            while (HasNothing)
                Monitor.Wait(_gate);
            _idle--;
            return _hasEnded || Leaves() ? null : Dequeue();
        }
    }

    /// <summary>
    /// The next message for a thread that still sends one, or <see langword="null"/> if others are free for all that wait.
    /// </summary>
    public PendingMessage? TakeAhead()
    {
        lock (_gate)
            return _waiting.Count > _idle && !_hasEnded ? Dequeue() : null;
    }

    /// <summary>Ends a message: that its outcome is known and that it is no longer open come true in the same moment.</summary>
    /// <param name="pending">The message.</param>
    /// <param name="outcome">The outcome, or <see langword="null"/> for a fault of ours.</param>
    /// <param name="fault">The fault.</param>
    public void Done(PendingMessage pending, MailOutcome? outcome, Exception? fault)
    {
        TaskCompletionSource<bool>? fulfilled;
        lock (_gate)
        {
            if (outcome is not null)
                pending.Complete(outcome);
            else
                pending.Break(fault!);
            Volatile.Write(ref _open, _open - 1);
            fulfilled = TakeFulfilled();
        }

        fulfilled?.TrySetResult(true);
    }

    /// <summary>Takes back what no thread has begun.</summary>
    /// <returns>These messages.</returns>
    public IReadOnlyList<PendingMessage> Clear()
    {
        PendingMessage[] left = [];
        Change(() =>
        {
            left = [.. _waiting];
            _open -= _waiting.Count;
            (_count, _bytes) = (0, 0);
            _waiting.Clear();
        });
        return left;
    }

    /// <summary>Nothing is to be sent any more.</summary>
    public void End()
    {
        Change(() => _hasEnded = true);
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    /// <summary>Waits until something has come true, which is asked whenever a message is done, or until the time is over.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="limit">The time.</param>
    /// <param name="isBrief">
    /// Whether what follows takes no time, so that the thread that sends does it: threads of the pool spin before and after each piece of
    /// work.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WaitUntilAsync(Func<bool> condition, TimeSpan limit, bool isBrief, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource<bool>(
            isBrief ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_hasEnded || condition())
                return;
            Monitor.PulseAll(_gate);
            _watch = (condition, source);
        }

        using var stop = cancellationToken.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetCanceled(), source);
        using var end = limit == Timeout.InfiniteTimeSpan
            ? null
            : new Timer(
                static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false),
                source,
                limit,
                Timeout.InfiniteTimeSpan);
        try
        {
            await source.Task.ConfigureAwait(false);
        }
        finally
        {
            // Clear the watcher: its condition reads state that changes from here on.
            lock (_gate)
                _watch = null;
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource<bool>? fulfilled;
        lock (_gate)
        {
            change();
            fulfilled = TakeFulfilled();
        }

        fulfilled?.TrySetResult(true);
    }

    private TaskCompletionSource<bool>? TakeFulfilled()
    {
        if (_watch is not { } watch || !(_hasEnded || watch.Condition()))
            return null;
        _watch = null;
        return watch.Source;
    }

    private bool HasNothing => _waiting.Count == 0 && _leaving == 0 && !_hasEnded;

    private bool Leaves()
    {
        if (_leaving == 0)
            return false;
        _leaving--;
        return true;
    }

    private void Linger()
    {
        _lingering++;
        Monitor.Wait(_gate, Moment);
        _lingering--;
    }

    private PendingMessage Dequeue()
    {
        var pending = _waiting.Dequeue();
        _count--;
        Volatile.Write(ref _bytes, _bytes - pending.Size);
        return pending;
    }
}
