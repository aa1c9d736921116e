using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>
/// Messages on their way, over one connection or several. Outcomes come in the order of the messages. The queue is
/// bounded, so that memory does not grow with the number of messages.
/// </summary>
/// <remarks>
/// The caller's thread sends by itself as long as somebody may wait for each outcome, since a message handed to another
/// thread has its outcome written only when the next one comes. If messages come faster than they go, or many come fast,
/// another thread takes over its connection. More threads with connections of their own join it while messages wait. For one
/// caller's thread.
/// </remarks>
internal sealed class SendPipeline : IDisposable
{
    // Messages that wait for each connection, so that none is idle while the next message is made.
    private const int WaitingForEach = 2;

    // A fast server has so many at most, and more are made for so few: threads wake once for many.
    private const int ManyForEach = 32;
    private const int RoomForEach = 16;

    // The messages that wait beyond a few are small.
    private const long BytesForEach = 1024 * 1024;

    // One message may be tried again for minutes, while others go.
    private const int MaxOutcomes = 1000;

    // How long what is under way may take to hear that it is over.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private readonly ConnectionPool _connections;
    private readonly Func<PreparedMail, IMailTransport, CancellationToken, Task<MailOutcome>> _send;
    private readonly IFeedback _feedback;
    private readonly ConcurrencyController _concurrency;
    private readonly WorkQueue _queue = new();
    private readonly Queue<PendingMessage> _order = new();
    private readonly List<SendWorker> _workers = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _isShared;
    private volatile bool _isHalted;
    private bool _hasEnded;
    private volatile int _most;
    private volatile int _serving;
    private volatile bool _isOpening;

    public SendPipeline(
        ConnectionPool connections,
        Func<PreparedMail, IMailTransport, CancellationToken, Task<MailOutcome>> send,
        IFeedback feedback,
        TimeProvider clock)
    {
        (_connections, _send, _feedback, _concurrency) = (connections, send, feedback, new ConcurrencyController(clock));
        _most = connections.Traits.MaxConnections;
    }

    /// <summary>The work on messages that wait for a thread, or <see langword="null"/> if there is none.</summary>
    public IAheadWork? Ahead { get; init; }

    /// <summary>Whether outcomes are still to come.</summary>
    public bool HasMore => _order.Count > 0;

    /// <summary>Takes a message, sends it or has it sent, and comes back when there is room for another one.</summary>
    public async Task AddAsync(PreparedMail mail, CancellationToken cancellationToken)
    {
        _concurrency.Arrive();
        var pending = new PendingMessage(mail);
        _order.Enqueue(pending);
        if (!mail.IsReady)
            await PassAsync(pending, cancellationToken).ConfigureAwait(false);
        else if (DecideSharing())
            await HandOverAsync(pending, cancellationToken).ConfigureAwait(false);
        else
            await SendAsync(pending, cancellationToken).ConfigureAwait(false);
        _concurrency.Leave();
    }

    /// <summary>The next outcome, if it is known.</summary>
    public bool TryTake(out MailOutcome outcome)
    {
        outcome = null!;
        if (_order.Count == 0 || !_order.Peek().IsDone)
            return false;
        outcome = _order.Dequeue().Outcome;
        return true;
    }

    /// <summary>Waits until the next outcome is known.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var next = _order.Peek();
        return _queue.WaitUntilAsync(() => next.IsDone, Timeout.InfiniteTimeSpan, isBrief: false, cancellationToken);
    }

    /// <summary>Begins no more messages. Messages under way get a moment to finish, and are then stopped.</summary>
    /// <returns>The outcomes of the messages that had been begun, in their order.</returns>
    public async Task<IReadOnlyList<MailOutcome>> HaltAsync()
    {
        _isHalted = true;
        var left = _queue.Clear();
        await _queue.WaitUntilAsync(() => _queue.Open == 0, Farewell, isBrief: false, CancellationToken.None).ConfigureAwait(false);
        End();
        foreach (var pending in left.Where(pending => Ahead?.IsBegun(pending.Mail) == true))
            await LeaveAsync(pending).ConfigureAwait(false);
        var outcomes = _order.Select(pending => pending.KnownOutcome).OfType<MailOutcome>().ToList();
        _order.Clear();
        return outcomes;
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
        if (End())
            _stop.Dispose();
    }

    // Its acceptance was begun with that of others. Nothing is connected for it.
    private async Task LeaveAsync(PendingMessage pending)
    {
        pending.Mail.IsLeftToOthers = true;
        pending.Complete(await _send(pending.Mail, _connections[0], CancellationToken.None).ConfigureAwait(false));
    }

    // The messages that were handed over must be done before this thread may use the first connection again.
    private bool DecideSharing()
    {
        if (_queue.Open > 0)
            return true;
        if (_isShared && _concurrency.AreSlow)
            _concurrency.Reset();
        return _isShared = _connections.Traits.HasServer && !_isHalted && _concurrency.IsSharingWorthWhile;
    }

    // Its outcome is known, but not its turn: many of them behind a slow message take room too.
    private async Task PassAsync(PendingMessage pending, CancellationToken cancellationToken)
    {
        pending.Complete(pending.Mail.ToFailure());
        if (_order.Count >= MaxOutcomes)
            await WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(PendingMessage pending, CancellationToken cancellationToken)
    {
        _concurrency.Begin();
        var opening = _connections.SharedServerState.Opening;
        pending.Complete(await _send(pending.Mail, _connections[0], cancellationToken).ConfigureAwait(false));
        _concurrency.End(_connections.SharedServerState.Opening - opening);
    }

    private async Task HandOverAsync(PendingMessage pending, CancellationToken cancellationToken)
    {
        var isReadWhileSent = pending.Mail.IsReadWhileSent;
        Ahead?.Begin(pending.Mail, cancellationToken);
        _queue.Add(pending);
        if (_serving == 0)
            AddLane(open: null);
        else if (IsAnotherWorthWhile)
            AddLane(Open);
        if (IsFull() || _order.Count >= MaxOutcomes)
            await WaitForRoomAsync(cancellationToken).ConfigureAwait(false);

        // The caller may write the files anew for its next message.
        if (isReadWhileSent)
            await _queue.WaitUntilAsync(() => pending.IsDone, Timeout.InfiniteTimeSpan, isBrief: false, cancellationToken)
                .ConfigureAwait(false);
    }

    // Also while nothing gets done it may be time for one more connection.
    private async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (!HasRoom())
        {
            if (IsAnotherWorthWhile)
                AddLane(Open);
            var limit = _serving < _most ? _concurrency.OpeningInterval : Timeout.InfiniteTimeSpan;
            await _queue.WaitUntilAsync(HasRoom, limit, isBrief: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsFull()
    {
        var waiting = _queue.Waiting;
        return waiting >= WaitingForEach * _serving && (waiting >= (Ahead?.MaxWaiting ?? ManyForEach) * _serving || !TakesMany);
    }

    private bool HasRoom() => IsQueueLow() && (_order.Count < MaxOutcomes || _order.Peek().IsDone);

    private bool IsQueueLow()
    {
        var waiting = _queue.Waiting;
        return waiting <= _serving || (waiting <= (Ahead?.MaxWaiting / 2 ?? RoomForEach) * _serving && TakesMany);
    }

    private bool TakesMany => (_concurrency.IsServerFast || Ahead is { IsAll: true }) && _queue.WaitingBytes < BytesForEach * _serving;

    private bool IsAnotherWorthWhile =>
        _serving < _most
        && !_isOpening
        && _queue.Waiting > _serving
        && _concurrency.IsOpeningWorthWhile
        && !_connections.SharedServerState.RateLimiter.IsHolding;

    private void AddLane(Func<IMailTransport, bool>? open)
    {
        var number = _serving;
        var worker = new SendWorker(_queue, _connections[number], _send, MayLookAhead, _stop.Token);
        _workers.Add(worker);
        _serving++;
        _concurrency.Grow();
        _isOpening = open is not null;
        worker.Start(number, open);
    }

    // The next message must not wait once its envelope is said, nor behind one that takes long.
    private bool MayLookAhead() => !_isHalted && !_concurrency.IsServerSlow && !_connections.SharedServerState.RateLimiter.MayHold;

    // A message never waits for one more connection than there must be, and never fails by it.
    private bool Open(IMailTransport delivery)
    {
        try
        {
            delivery.OpenAsync(_stop.Token).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception cause)
        {
            _most = --_serving;
            _feedback.Verbose(Messages.NoMoreConnections(_most, cause.Message));
            return false;
        }
        finally
        {
            _isOpening = false;
        }
    }
}
