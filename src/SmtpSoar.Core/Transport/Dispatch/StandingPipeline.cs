using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>
/// Messages of a worker that stays, over as many connections as they need. Other threads send all of them, and outcomes come as they are
/// known: a large message holds up no small one. For one caller's thread.
/// </summary>
internal sealed class StandingPipeline : IDisposable
{
    // One on its way over each connection, and the next at hand. A fast server has more, so that an outbox is asked for several at once.
    private const int RoomForEach = 2;
    private const int MaxRoomForEach = 16;

    // A server that takes so long for a message leaves the next one to others.
    private const double SlowSeconds = 1;

    // The weight of the newest time in the moving average.
    private const double Weight = 0.25;

    // Another worker could send a message that would wait here for longer.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    // After that long a server that wanted no more connections is asked again.
    private static readonly TimeSpan Modesty = TimeSpan.FromMinutes(1);

    // After that long others that wanted a connection have taken it, or want it no more.
    private static readonly TimeSpan Restraint = TimeSpan.FromSeconds(5);

    // A connection that takes longer for one message holds up those that wait for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConnectionPool _connections;
    private readonly Func<PreparedMail, IMailTransport, CancellationToken, Task<MailOutcome>> _send;
    private readonly Func<PreparedMail, IMailTransport, CancellationToken, Task<MailOutcome>> _inner;
    private readonly IFeedback _feedback;
    private readonly TimeProvider _clock;
    private readonly WorkQueue _queue = new();
    private readonly List<PendingMessage> _open = [];
    private readonly List<SendWorker> _workers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<int> _serving = [];
    private readonly Dictionary<IMailTransport, long> _busy = [];
    private readonly SemaphoreSlim _closing = new(1, 1);
    private bool _hasEnded;
    private volatile int _taken;
    private volatile int _share;
    private volatile bool _isOpening;
    private long _refused;
    private long _restrained;
    private double _seconds;

    public StandingPipeline(
        ConnectionPool connections,
        Func<PreparedMail, IMailTransport, CancellationToken, Task<MailOutcome>> send,
        IFeedback feedback,
        TimeProvider clock)
    {
        (_connections, _send, _feedback, _clock) = (connections, MeasureAsync, feedback, clock);
        _inner = send;
        _taken = _share = connections.Traits.MaxConnections;
    }

    /// <summary>How many messages are on their way, or have an outcome that was not taken.</summary>
    public int Open => _open.Count;

    /// <summary>The limits that all machines keep together, where there are any.</summary>
    public FleetGate? Fleet => _connections.Fleet;

    /// <summary>Whether each connection is held up by a message, so that one more is needed for others.</summary>
    public bool AreHeldUp => HeldUp >= Serving && Serving > 0;

    /// <summary>How many messages may come, so that those that other workers could send don't wait here: several, or none yet.</summary>
    public int Room
    {
        get
        {
            var (heldUp, each) = (HeldUp, RoomOfEach());
            var room = each * Math.Max(0, Most - heldUp);
            var free = room - Math.Max(0, _open.Count - heldUp);
            return each == 1 || free * 2 >= room ? Math.Max(0, free) : 0;
        }
    }

    /// <summary>Takes a message on its way, and waits for nothing.</summary>
    public void Add(PreparedMail mail)
    {
        var pending = new PendingMessage(mail);
        _open.Add(pending);
        if (!mail.IsReady)
        {
            pending.Complete(mail.ToFailure());
            return;
        }

        _queue.Add(pending);
        var serving = Serving;
        if (serving == 0)
            AddLane(isFirst: true);
        else if (serving < Most && _queue.Open > serving && !_isOpening)
            AddLane(isFirst: false);
    }

    /// <summary>The outcomes that are known.</summary>
    public IReadOnlyList<MailOutcome> Take()
    {
        var done = _open.Where(pending => pending.IsDone).ToList();
        _open.RemoveAll(done.Contains);
        return [.. done.Select(pending => pending.Outcome)];
    }

    /// <summary>Blocks the caller's thread until an outcome is known, or until the time is over.</summary>
    public void Wait(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_open.Count == 0)
            Cancellation.Wait(limit, _clock, cancellationToken);
        else
            WaitForOutcomeAsync(limit, cancellationToken).GetAwaiter().GetResult();
    }

    private async Task WaitForOutcomeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var known = _queue.WaitUntilAsync(
            () => _open.Exists(pending => pending.IsDone), Timeout.InfiniteTimeSpan, isBrief: false, either.Token);
        var over = Cancellation.DelayAsync(limit, _clock, either.Token);
        await Task.WhenAny(known, over).ConfigureAwait(false);
        either.Cancel();

        // The watcher of the queue looks at what the caller's thread changes from here on.
        await Task.WhenAny(known).ConfigureAwait(false);
    }

    /// <summary>Says goodbye to the server, while no message is on its way. The next one connects again.</summary>
    public async Task RestAsync()
    {
        // A thread that leaves may still say its own.
        await _closing.WaitAsync().ConfigureAwait(false);
        try
        {
            await _connections.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _closing.Release();
        }
    }

    /// <summary>Gives up one of several connections, once no message is on its way over it.</summary>
    /// <returns>Whether there are several.</returns>
    public bool YieldOne()
    {
        var staying = Serving - _queue.Leaving;
        if (staying < 2 || _isOpening)
            return false;
        Restrain(staying - 1);
        _queue.LetLeave();
        return true;
    }

    /// <summary>Takes back the messages that none of the connections begins, since each is held up by another message.</summary>
    public IReadOnlyList<PreparedMail> TakeStranded()
    {
        if (_queue.Waiting == 0 || !AreHeldUp)
            return [];
        var stranded = _queue.Clear();
        _open.RemoveAll(stranded.Contains);
        return [.. stranded.Select(pending => pending.Mail)];
    }

    /// <summary>Ends what is not done: it has no outcome.</summary>
    /// <returns>Whether no other thread works any more.</returns>
    public bool End()
    {
        if (_hasEnded)
            return true;
        _stop.Cancel();
        _queue.End();
        return _hasEnded = _workers.Count(worker => worker.Join(Farewell)) == _workers.Count;
    }

    public void Dispose()
    {
        if (!End())
            return;
        _stop.Dispose();
        _closing.Dispose();
    }

    private int RoomOfEach()
    {
        var seconds = Volatile.Read(ref _seconds);
        if (seconds > SlowSeconds)
            return 1;
        return seconds == 0 ? RoomForEach : (int)Math.Min(MaxRoomForEach, Math.Max(RoomForEach, MaxWait.TotalSeconds / seconds));
    }

    // How many connections there may be now.
    private int Most
    {
        get
        {
            var most = _connections.Traits.MaxConnections;
            if (IsWithin(ref _refused, Modesty))
                most = Math.Min(most, _taken);
            return IsWithin(ref _restrained, Restraint) ? Math.Min(most, _share) : most;
        }
    }

    private int HeldUp
    {
        get
        {
            lock (_serving)
                return _busy.Values.Count(begun => _clock.GetElapsedTime(begun) > Patience);
        }
    }

    private bool IsWithin(ref long instant, TimeSpan time) => _clock.GetElapsedTime(Interlocked.Read(ref instant)) < time;

    private async Task<MailOutcome> MeasureAsync(PreparedMail mail, IMailTransport transport, CancellationToken cancellationToken)
    {
        var begun = BeginBusy(transport);
        try
        {
            return await _inner(mail, transport, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndBusy(transport);
            Learn(_clock.GetElapsedTime(begun).TotalSeconds);
        }
    }

    // Two connections may say so at the same moment: one of them counts.
    private void Learn(double time)
    {
        var last = Volatile.Read(ref _seconds);
        Volatile.Write(ref _seconds, last == 0 ? time : last + (Weight * (time - last)));
    }

    private long BeginBusy(IMailTransport transport)
    {
        lock (_serving)
            return _busy[transport] = _clock.GetTimestamp();
    }

    private void EndBusy(IMailTransport transport)
    {
        lock (_serving)
            _busy.Remove(transport);
    }

    private int Serving
    {
        get
        {
            lock (_serving)
                return _serving.Count;
        }
    }

    private void AddLane(bool isFirst)
    {
        _workers.RemoveAll(worker => worker.HasEnded);
        var number = TakeNumber();
        var worker = new SendWorker(_queue, _connections[number], _send, static () => false, _stop.Token)
        {
            Leave = () => CloseLane(number),
        };
        _workers.Add(worker);
        _isOpening = !isFirst;
        worker.Start(number, isFirst ? null : delivery => OpenLane(delivery, number));
    }

    private int TakeNumber()
    {
        lock (_serving)
        {
            var number = 0;
            while (!_serving.Add(number))
                number++;
            return number;
        }
    }

    private int GiveBack(int number)
    {
        lock (_serving)
        {
            _serving.Remove(number);
            return _serving.Count;
        }
    }

    // A message never waits for one more connection than there must be, and never fails by it.
    private bool OpenLane(IMailTransport delivery, int number)
    {
        BeginBusy(delivery);
        try
        {
            delivery.OpenAsync(_stop.Token).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception cause)
        {
            Failures.OfAsync(delivery.CloseAsync).GetAwaiter().GetResult();
            Remember(cause, GiveBack(number));
            return false;
        }
        finally
        {
            EndBusy(delivery);
            _isOpening = false;
        }
    }

    private void Remember(Exception cause, int left)
    {
        if (cause is SmtpSoarException failure && failure.Is(Errors.FleetConnectionsTaken))
        {
            Restrain(left);
            return;
        }

        _taken = Math.Max(1, left);
        Interlocked.Exchange(ref _refused, _clock.GetTimestamp());
        _feedback.Verbose(Messages.NoMoreConnections(left, cause.Message));
    }

    // A goodbye that fails leaves nothing open.
    private void CloseLane(int number)
    {
        _closing.Wait();
        try
        {
            Failures.OfAsync(_connections[number].CloseAsync).GetAwaiter().GetResult();
        }
        finally
        {
            _closing.Release();
            GiveBack(number);
        }
    }

    private void Restrain(int share)
    {
        _share = Math.Max(1, share);
        Interlocked.Exchange(ref _restrained, _clock.GetTimestamp());
    }
}
