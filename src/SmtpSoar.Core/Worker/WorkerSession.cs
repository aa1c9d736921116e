using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport.Dispatch;

namespace SmtpSoar.Core.Worker;

/// <summary>A worker's time with an outbox that is there: from its opening until it is gone, or the worker stops.</summary>
internal sealed class WorkerSession : IDisposable
{
    private const int RemovedAtOnce = 200;

    // A look takes no more than this share of the time.
    private const int PauseForLook = 20;

    // A new message is to begin within a second, also where many workers ask and a look takes its time.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LackingPause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(650);
    private static readonly TimeSpan SharedPause = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RecoveryInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InquiryInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RemovalInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Lull = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(60);

    // A store tries for a minute to write down what was sent.
    private static readonly TimeSpan MaxAbsence = TimeSpan.FromSeconds(70);

    private readonly OutboxWorkerOptions _options;
    private readonly WorkerHealth _health;
    private readonly Action<MailOutcome> _take;
    private readonly MailOutbox _outbox;
    private readonly MailService _service;
    private readonly StandingPipeline _lanes;
    private readonly FleetShare _share;
    private readonly IFeedback? _feedback;
    private long _recovered;
    private long? _removed;
    private long? _asked;
    private Task<IReadOnlyList<MailOutcome>>? _inquiry;
    private long? _idleSince;
    private TimeSpan _look;
    private OutboxWait _wait;
    private bool _isNothingDue;
    private bool _hasClosed;
    private bool _isServerAway;

    private WorkerSession(OutboxWorkerOptions options, WorkerHealth health, Action<MailOutcome> take, MailOutbox outbox)
    {
        (_options, _health, _take, _outbox, _feedback) = (options, health, take, outbox, options.Feedback);
        _service = MailService.Open(options.MailOptions(outbox));
        _lanes = _service.OpenStanding();
        _share = new FleetShare(_lanes, options.Clock);
        _recovered = options.Clock.GetTimestamp();
        _health.Outbox = outbox.DisplayName;
    }

    /// <summary>Opens the outbox.</summary>
    /// <exception cref="SmtpSoarException">It is not there, or can't be used.</exception>
    public static async Task<WorkerSession> OpenAsync(
        OutboxWorkerOptions options, WorkerHealth health, Action<MailOutcome> take, CancellationToken stop)
    {
        var outbox = options.OpenOutbox();
        try
        {
            await outbox.RecoverAsync(stop).ConfigureAwait(false);
            return new WorkerSession(options, health, take, outbox);
        }
        catch
        {
            outbox.Dispose();
            throw;
        }
    }

    /// <summary>Sends what comes, until it is stopped. Then what is on its way may end.</summary>
    /// <param name="noteAbsence">Hears why the outbox can't be used any more, before what is on its way has ended.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="SmtpSoarException">The outbox can't be used any more.</exception>
    public Task RunAsync(Func<SmtpSoarException, Task> noteAbsence, CancellationToken stop) => Task.Factory.StartNew(
        () => Run(noteAbsence, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public void Dispose()
    {
        // First what works, and then the outbox that it works in.
        _lanes.Dispose();
        _service.Dispose();
        _outbox.Dispose();
    }

    // By a thread of its own, which waits and looks itself: each look by the thread pool wakes several threads, and each of them spins.
    private void Run(Func<SmtpSoarException, Task> noteAbsence, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                Step(stop);
        }
        catch (SmtpSoarException absence) when (!stop.IsCancellationRequested)
        {
            Complete(noteAbsence(absence));
            Complete(OutliveAsync(stop));
            throw;
        }
        finally
        {
            Complete(DrainAsync(stop));
        }
    }

    private void Step(CancellationToken stop)
    {
        TakeOutcomes();
        Complete(RecoverAsync(stop));
        Complete(AskAsync(stop));
        Complete(RemoveAsync(stop));
        var hasBegun = Begin(stop);
        Complete(_share.YieldAsync(hasWork: !_isNothingDue, stop));
        Complete(GiveBackAsync());
        Complete(BeAsync());
        if (hasBegun)
        {
            (_idleSince, _wait) = (null, OutboxWait.None);
            return;
        }

        TakeOutcomes();
        Complete(RestAsync());
        Rest(stop);
    }

    private static void Complete(Task task) => task.GetAwaiter().GetResult();

    private bool Begin(CancellationToken stop)
    {
        _isNothingDue = false;
        if (_service.OutboxPause is not null || _lanes.Room == 0)
            return false;

        // A wait that found nothing has looked.
        _isNothingDue = _wait == OutboxWait.Over;
        if (_isNothingDue)
            return false;
        var begun = _options.Clock.GetTimestamp();
        _isNothingDue = !_outbox.Store.MayHaveDueAsync(stop).GetAwaiter().GetResult();
        var hasBegun = !_isNothingDue && BeginAsync(stop).GetAwaiter().GetResult();
        _look = _options.Clock.GetElapsedTime(begun);
        return hasBegun;
    }

    // One look takes as many as one step can begin; another worker may have the rest.
    private async Task<bool> BeginAsync(CancellationToken stop)
    {
        if (!await _share.ReserveAsync(stop).ConfigureAwait(false))
            return false;
        var room = Math.Min(_lanes.Room, Math.Max(_service.ClaimBatch, 1));
        var claimed = await _service.ClaimDueAsync(room, NoteDamage, stop).ConfigureAwait(false);
        var hasBegun = false;
        foreach (var mail in claimed)
        {
            hasBegun |= mail.IsReady;
            _lanes.Add(mail);
        }

        if (!hasBegun)
            await _share.ReturnAsync().ConfigureAwait(false);
        return hasBegun;
    }

    // Others may have a connection for what a server holds up here.
    private async Task GiveBackAsync()
    {
        foreach (var mail in _lanes.TakeStranded())
            if (await Failures.OfAsync(mail.Entry!.Lease.ReturnAsync).ConfigureAwait(false) is { } failure)
                NoteDamage(mail.OutboxId!, failure);
    }

    private void TakeOutcomes()
    {
        foreach (var outcome in _lanes.Take())
            TakeOutcome(outcome);
    }

    private void TakeOutcome(MailOutcome outcome)
    {
        _health.Count(outcome);
        _take(outcome);
    }

    private Task BeAsync()
    {
        _health.OnTheWay = _lanes.Open;
        var away = _service.OutboxPause;
        if (away is not null && !_isServerAway)
            _feedback?.Warning(Messages.WorkerServerAway(away.Sentence));
        if (away is null && _isServerAway && _lanes.Open == 0)
            _feedback?.Verbose(Messages.WorkerAsksServer);
        _isServerAway = away is not null;
        return _health.BeAsync(_isServerAway ? WorkerState.ServerAway : _lanes.Open > 0 ? WorkerState.Sending : WorkerState.Idle);
    }

    private async Task RecoverAsync(CancellationToken stop)
    {
        // A wait that ended in time has looked, and one that did not may have found somebody's end.
        if (_wait == OutboxWait.Over)
            _recovered = _options.Clock.GetTimestamp();
        if (_wait != OutboxWait.Woken && _options.Clock.GetElapsedTime(_recovered) < RecoveryInterval)
            return;
        _recovered = _options.Clock.GetTimestamp();
        await _outbox.RecoverAsync(stop).ConfigureAwait(false);
    }

    // Beside the messages that are on their way, none of which waits for the answer.
    private async Task AskAsync(CancellationToken stop)
    {
        if (_inquiry is { IsCompleted: true } ended)
        {
            _inquiry = null;
            foreach (var outcome in await ended.ConfigureAwait(false))
                TakeOutcome(outcome);
        }

        if (_inquiry is not null || (_asked is { } last && _options.Clock.GetElapsedTime(last) < InquiryInterval))
            return;
        _asked = _options.Clock.GetTimestamp();
        var entries = _service.ListAskable(null, onlyDue: true);
        if (entries.Count > 0)
            _inquiry = Task.Run(() => _service.AskAsync(entries, NoteDamage, stop), CancellationToken.None);
    }

    // A few at a time, so that no message waits for it.
    private async Task RemoveAsync(CancellationToken stop)
    {
        if (_options.Retention is not { } age || (_removed is { } last && _options.Clock.GetElapsedTime(last) < RemovalInterval))
            return;
        var count = await _outbox.RemoveOutdatedAsync(age, RemovedAtOnce, stop).ConfigureAwait(false);
        if (count < RemovedAtOnce)
            _removed = _options.Clock.GetTimestamp();
        if (count > 0)
            _feedback?.Verbose(Messages.WorkerRemoved(count, _outbox.DisplayName));
    }

    // A server does not like connections that are idle, others may need them, and what was sent is to be on record soon.
    private async Task RestAsync()
    {
        if (_lanes.Open > 0)
            return;
        if (_idleSince is null)
        {
            (_idleSince, _hasClosed) = (_options.Clock.GetTimestamp(), false);
            await _outbox.Store.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (_hasClosed || _options.Clock.GetElapsedTime(_idleSince.Value) < TimeToRest)
            return;
        _hasClosed = true;
        await _lanes.RestAsync().ConfigureAwait(false);
    }

    private TimeSpan TimeToRest => _share.IsKept ? Lull : MaxIdle;

    private bool IsIdle => _idleSince is { } since && _options.Clock.GetElapsedTime(since) > Lull;

    // Another worker may have the message that ended the last wait, or its server is left alone for now: this one then pauses by itself.
    private bool MayWaitInStore =>
        IsIdle && _isNothingDue && _wait != OutboxWait.Woken && _lanes.Open == 0 && _inquiry is null;

    private void Rest(CancellationToken stop)
    {
        _wait = MayWaitInStore ? _outbox.Store.WaitForDue(SharedPause, TimeToNextDuty(), stop) : OutboxWait.None;
        if (_wait == OutboxWait.None)
            _lanes.Wait(PauseAfterLook(), stop);
    }

    private TimeSpan TimeToNextDuty()
    {
        var rest = _hasClosed ? LongestWait : TimeToRest - _options.Clock.GetElapsedTime(_idleSince!.Value);
        var next = _health.DueIn < rest ? _health.DueIn : rest;
        return next < ShortestWait ? ShortestWait : next < LongestWait ? next : LongestWait;
    }

    private TimeSpan PauseAfterLook()
    {
        // A connection that others give up is to be idle for no longer than it must.
        var shortest = _share.IsLacking ? LackingPause : IsIdle ? IdlePause : Pause;
        var pause = TimeSpan.FromTicks(Math.Max(shortest.Ticks, _look.Ticks * PauseForLook));
        var spread = TimeSpan.FromTicks((long)(Math.Min(shortest.Ticks, Pause.Ticks) * _options.Random()));
        return pause + spread < LongestPause ? pause + spread : LongestPause;
    }

    private void NoteDamage(string id, SmtpSoarException damage)
    {
        _health.Note(damage);
        _feedback?.Warning(damage.Message);
    }

    // The outbox may be back soon, and then hears what became of the messages that a server has by now.
    private async Task OutliveAsync(CancellationToken stop)
    {
        var begun = _options.Clock.GetTimestamp();
        for (var left = MaxAbsence; _lanes.Open > 0 && left > TimeSpan.Zero && !stop.IsCancellationRequested;)
        {
            _lanes.Wait(left, stop);
            TakeOutcomes();
            left = MaxAbsence - _options.Clock.GetElapsedTime(begun);
        }

        await Failures.OfAsync(() => _outbox.Store.FlushAsync(stop)).ConfigureAwait(false);
    }

    private async Task DrainAsync(CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
            await _health.BeAsync(WorkerState.Stopping).ConfigureAwait(false);
        var begun = _options.Clock.GetTimestamp();
        TakeOutcomes();
        for (var left = _options.StopTimeout; _lanes.Open > 0 && left > TimeSpan.Zero; left = LeftSince(begun))
        {
            _lanes.Wait(left, CancellationToken.None);
            TakeOutcomes();
        }

        _lanes.End();
        TakeOutcomes();
        await EndInquiryAsync().ConfigureAwait(false);
        _health.OnTheWay = _lanes.Open;
        await Failures.OfAsync(() => Cancellation.Limit(_service.CloseAsync(), _options.StopTimeout, CancellationToken.None))
            .ConfigureAwait(false);
    }

    // It has heard of the stop. One that takes longer is asked again by the next worker.
    private async Task EndInquiryAsync()
    {
        if (_inquiry is not { } inquiry)
            return;
        await Failures.OfAsync(() => Cancellation.Limit(inquiry, _options.StopTimeout, CancellationToken.None)).ConfigureAwait(false);
        if (inquiry.Status == TaskStatus.RanToCompletion)
            foreach (var outcome in await inquiry.ConfigureAwait(false))
                TakeOutcome(outcome);
    }

    private TimeSpan LeftSince(long begun) => _options.StopTimeout - _options.Clock.GetElapsedTime(begun);
}
