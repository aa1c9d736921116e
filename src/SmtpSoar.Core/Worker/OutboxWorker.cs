using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Worker;

/// <summary>
/// Stays with an outbox and sends what comes, until it is stopped. It outlives the absence of the outbox and of the server.
/// </summary>
public sealed class OutboxWorker
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly OutboxWorkerOptions _options;
    private readonly WorkerHealth _health;
    private bool _hasWorked;
    private string? _absence;
    private long _awaySince;

    /// <summary>Touches nothing yet.</summary>
    public OutboxWorker(OutboxWorkerOptions options)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _health = new WorkerHealth(options.HealthFile, options.Clock, options.Feedback);
    }

    /// <summary>Works until it is stopped.</summary>
    /// <param name="take">Takes each outcome as it is known, one at a time.</param>
    /// <param name="stop">Ends it: what is on its way may still end.</param>
    /// <exception cref="SmtpSoarException">The outbox or the asset can't be what is meant. An absence is waited for.</exception>
    public async Task RunAsync(Action<MailOutcome> take, CancellationToken stop)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            var hasWorked = false;
            await _health.BeAsync(_absence is null ? WorkerState.Starting : WorkerState.OutboxAway).ConfigureAwait(false);
            var failure = await Failures.OfAsync(async () =>
            {
                using var session = await WorkerSession.OpenAsync(_options, _health, take, stop).ConfigureAwait(false);
                hasWorked = true;
                NoteReturn();
                await session.RunAsync(NoteAbsenceAsync, stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
            if (stop.IsCancellationRequested || failure is null)
                break;
            _hasWorked |= hasWorked;
            pause = hasWorked ? FirstPause : pause;
            if (!_hasWorked && IsMistake(failure))
            {
                await EndByAsync(failure).ConfigureAwait(false);
                throw failure;
            }

            await NoteAbsenceAsync(failure).ConfigureAwait(false);
            await Failures.OfAsync(() => Cancellation.DelayAsync(Spread(pause), _options.Clock, stop)).ConfigureAwait(false);
            pause = NextPause(pause, failure);
        }

        await _health.BeAsync(WorkerState.Ended).ConfigureAwait(false);
    }

    // No time mends what was given wrongly. All else may be an absence, and a folder may be on its way.
    private static bool IsMistake(SmtpSoarException failure) => failure.Definition.Kind
        is ErrorKind.InvalidArgument or ErrorKind.SecurityError or ErrorKind.NotImplemented or ErrorKind.AuthenticationError
            or ErrorKind.NotSpecified or ErrorKind.InvalidOperation
        || (failure.Definition.Kind == ErrorKind.ObjectNotFound && !failure.Is(Errors.OutboxMissing));

    // An outbox that is not there yet comes with its first message, which is to begin soon.
    private static TimeSpan NextPause(TimeSpan pause, SmtpSoarException failure) =>
        failure.Is(Errors.OutboxMissing) ? FirstPause : pause + pause < LongestPause ? pause + pause : LongestPause;

    private Task EndByAsync(SmtpSoarException failure)
    {
        _health.Note(failure);
        return _health.BeAsync(WorkerState.Ended);
    }

    private TimeSpan Spread(TimeSpan pause) => TimeSpan.FromTicks((long)(pause.Ticks * (0.75 + (_options.Random() / 2))));

    private Task NoteAbsenceAsync(SmtpSoarException failure)
    {
        if (_absence is null)
            _awaySince = _options.Clock.GetTimestamp();
        if (_absence != failure.ErrorId)
            _options.Feedback?.Warning(Messages.WorkerOutboxAway(failure.Message));
        _absence = failure.ErrorId;
        _health.Note(failure);
        return _health.BeAsync(WorkerState.OutboxAway);
    }

    private void NoteReturn()
    {
        if (_absence is not null)
            _options.Feedback?.Warning(Messages.WorkerOutboxBack(_options.Clock.GetElapsedTime(_awaySince)));
        _absence = null;
    }
}
