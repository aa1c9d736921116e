using System;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery.Retry;

/// <summary>Tries again what failed for now, and keeps the pace that the asset and the server allow.</summary>
internal sealed class RetryingDelivery(
    IDelivery inner, RetrySettings settings, Traffic traffic, RetryEnvironment environment, WaitSign sign) : IDelivery
{
    private Wait? _wait;

    public async Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        var started = environment.Clock.GetTimestamp();
        try
        {
            await TryAsync(message, result, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (settings.Count > 0 && Classify(failure) != FailureClass.Permanent)
        {
            await TryMessageAgainAsync(message, result, failure, started, cancellationToken).ConfigureAwait(false);
        }

        if (!PostponedRecipients.MayBeIn(result))
            return;
        var postponed = new PostponedRecipients(message, result);
        await TryOthersAtOnceAsync(postponed, message.Handover, cancellationToken).ConfigureAwait(false);

        // An outbox has times of its own for those who must wait.
        if (message.Handover is null && settings.Count > 0 && postponed.Any)
            await TryRecipientsAgainAsync(postponed, started, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Not tried again: whoever opens ahead can do without.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (Classify(failure) == FailureClass.Throttled)
        {
            traffic.Pace.SlowDown();
            throw;
        }
    }

    public void Describe(SoarActionResult result) => inner.Describe(result);

    public Task CloseAsync() => inner.CloseAsync();

    public void Dispose() => inner.Dispose();

    private async Task TryAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        await traffic.Pace.WaitAsync(sign, cancellationToken).ConfigureAwait(false);
        try
        {
            await inner.DeliverAsync(message, result, cancellationToken).ConfigureAwait(false);
            traffic.WasThere = true;
            traffic.Pace.SpeedUp();
        }
        catch (SmtpSoarException failure)
        {
            if (Classify(failure) == FailureClass.Throttled)
                traffic.Pace.SlowDown();
            traffic.WasThere |= failure.Reply is not null;
            throw;
        }
    }

    private async Task TryMessageAgainAsync(ComposedMessage message, SoarActionResult result, SmtpSoarException first, long started, CancellationToken cancellationToken)
    {
        try
        {
            await RetryAsync(stop => TryAsync(message, result, stop), first, started, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException last) when (result.Attempts > 1)
        {
            traffic.WasAwaited |= last.ErrorId == nameof(Errors.ConnectionRefused);
            throw last.Advising($"{last.Advice} {Messages.Tried(result.Attempts, environment.Clock.GetElapsedTime(started))}");
        }
    }

    // RFC 5321, section 4.5.3.1.10: a recipient who was one too many gets the message in another transaction, for which there is
    // no need to wait. The last reply of each is known, and the message went to the others, also where the command is stopped.
    private async Task TryOthersAtOnceAsync(PostponedRecipients postponed, IHandover? handover, CancellationToken cancellationToken)
    {
        var before = int.MaxValue;
        for (var next = postponed.Next; next > 0 && next < before && postponed.IsKept(handover); next = postponed.Next)
        {
            before = next;
            await TryAsync(postponed, isAtOnce: true, cancellationToken).ConfigureAwait(false);

            // The outbox must not lose sight of a message that may have arrived.
            if (handover is not null && postponed.LastFailure is { ErrorId: nameof(Errors.OutcomeUnknown) } unknown)
                throw unknown;
        }
    }

    // The message went to the others: what becomes of these is in the result, and is no failure of the message.
    private async Task TryRecipientsAgainAsync(PostponedRecipients postponed, long started, CancellationToken cancellationToken)
    {
        try
        {
            var first = postponed.ToFailure();
            await RetryAsync(stop => TryAllAsync(postponed, stop), first, started, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The last reply of each is known.
        }
    }

    private async Task TryAllAsync(PostponedRecipients postponed, CancellationToken cancellationToken)
    {
        await TryAsync(postponed, isAtOnce: false, cancellationToken).ConfigureAwait(false);
        if (postponed.LastFailure is null)
            await TryOthersAtOnceAsync(postponed, null, cancellationToken).ConfigureAwait(false);
        if (postponed.LastFailure is { } failure)
            throw failure;
        if (postponed.Any)
            throw postponed.ToFailure();
    }

    private async Task TryAsync(PostponedRecipients postponed, bool isAtOnce, CancellationToken cancellationToken)
    {
        var theirs = postponed.Begin(isAtOnce, out var rest);
        postponed.LastFailure = await Failures.OfAsync(() => TryAsync(rest, theirs, cancellationToken)).ConfigureAwait(false);
        postponed.End();
    }

    // Apart from the first try, so that nothing of this is loaded or made where all goes well.
    private async Task RetryAsync(Func<CancellationToken, Task> again, SmtpSoarException first, long started, CancellationToken cancellationToken)
    {
        SmtpSoarException? known = first;
        try
        {
            await CreatePipeline(started).ExecuteAsync(
                async stop =>
                {
                    // The first failure has happened already; the pipeline only hears of it.
                    if (Interlocked.Exchange(ref known, null) is { } failed)
                        throw failed;
                    _wait?.Dispose();
                    await again(stop).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _wait?.Dispose();
            sign.Try = 1;
        }
    }

    private ResiliencePipeline CreatePipeline(long started) => new ResiliencePipelineBuilder { TimeProvider = environment.Clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = settings.Count,
            DelayGenerator = arguments => new ValueTask<TimeSpan?>(DelayAfter(arguments.Outcome.Exception, arguments.AttemptNumber, started)),
            ShouldHandle = arguments => new ValueTask<bool>(IsToBeTriedAgain(arguments.Outcome.Exception, started)),
            OnRetry = arguments =>
            {
                ShowWait((SmtpSoarException)arguments.Outcome.Exception!, arguments.AttemptNumber, arguments.RetryDelay);
                return default;
            },
        })
        .Build();

    private void ShowWait(SmtpSoarException failure, int retries, TimeSpan delay)
    {
        var (number, most) = (retries + 2, settings.Count + 1);
        environment.Feedback.Verbose(Messages.TryingAgain(failure.Sentence, delay, number, most));
        _wait = sign.BeginPause(Messages.ForNextTry(number, most, failure.Sentence), delay);
        sign.Try = number;
    }

    private FailureClass Classify(SmtpSoarException failure) => FailureTable.Classify(failure, traffic);

    private bool IsToBeTriedAgain(Exception? cause, long started) =>
        cause is SmtpSoarException failure && Classify(failure) != FailureClass.Permanent && environment.Clock.GetElapsedTime(started) < settings.Total;

    // Doubled each time, and mixed so that many senders do not come back at the same moment. A server that wants patience gets
    // more of it, and the last try is not later than there is time.
    private TimeSpan? DelayAfter(Exception? cause, int attempt, long started)
    {
        var isThrottled = cause is SmtpSoarException failure && Classify(failure) == FailureClass.Throttled;
        var first = isThrottled ? settings.ThrottledDelay : settings.Delay;
        var grown = first.TotalSeconds * Math.Pow(2, attempt) * (0.5 + environment.Random());
        var left = settings.Total - environment.Clock.GetElapsedTime(started);
        return TimeSpan.FromSeconds(Math.Max(0, Math.Min(Math.Min(grown, settings.Ceiling.TotalSeconds), left.TotalSeconds)));
    }
}
