using System;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>Tries again what failed for now, and keeps the pace that the asset and the server allow.</summary>
internal sealed class RetryingTransport(
    IMailTransport inner, RetrySettings settings, SharedServerState serverState, RetryEnvironment environment, WaitSign sign) : IMailTransport
{
    private Wait? _wait;

    public async Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        var started = environment.Clock.GetTimestamp();
        try
        {
            await TryAsync(message, result, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (settings.Count > 0 && Classify(failure) != RetryClass.Permanent)
        {
            await TryMessageAgainAsync(message, result, failure, started, cancellationToken).ConfigureAwait(false);
        }

        if (!DeferredRecipients.MayBeIn(result))
            return;
        var deferred = new DeferredRecipients(message, result);
        await TryOthersAtOnceAsync(deferred, message.Checkpoint, cancellationToken).ConfigureAwait(false);

        // An outbox has times of its own for those who must wait.
        if (message.Checkpoint is null && settings.Count > 0 && deferred.Any)
            await TryRecipientsAgainAsync(deferred, started, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Not tried again: whoever opens ahead can do without.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (Classify(failure) == RetryClass.Throttled)
        {
            serverState.RateLimiter.SlowDown();
            throw;
        }
    }

    public void Describe(SoarActionResult result) => inner.Describe(result);

    public Task CloseAsync() => inner.CloseAsync();

    public void Dispose() => inner.Dispose();

    private async Task TryAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        await serverState.RateLimiter.WaitAsync(sign, cancellationToken).ConfigureAwait(false);
        try
        {
            await inner.DeliverAsync(message, result, cancellationToken).ConfigureAwait(false);
            serverState.WasThere = true;
            serverState.RateLimiter.SpeedUp();
        }
        catch (SmtpSoarException failure)
        {
            if (Classify(failure) == RetryClass.Throttled)
                serverState.RateLimiter.SlowDown();
            serverState.WasThere |= failure.Reply is not null;
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
            serverState.WasAwaited |= last.ErrorId == nameof(Errors.ConnectionRefused);
            throw last.Advising($"{last.Advice} {Messages.Tried(result.Attempts, environment.Clock.GetElapsedTime(started))}");
        }
    }

    // RFC 5321, section 4.5.3.1.10: a recipient who was one too many gets the message in another transaction, for which there is
    // no need to wait. The last reply of each is known, and the message went to the others, also where the command is stopped.
    private async Task TryOthersAtOnceAsync(DeferredRecipients deferred, IDeliveryCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        var before = int.MaxValue;
        for (var next = deferred.Next; next > 0 && next < before && deferred.IsKept(checkpoint); next = deferred.Next)
        {
            before = next;
            await TryAsync(deferred, isAtOnce: true, cancellationToken).ConfigureAwait(false);

            // The outbox must not lose sight of a message that may have arrived.
            if (checkpoint is not null && deferred.LastFailure is { ErrorId: nameof(Errors.OutcomeUnknown) } unknown)
                throw unknown;
        }
    }

    // The message went to the others: what becomes of these is in the result, and is no failure of the message.
    private async Task TryRecipientsAgainAsync(DeferredRecipients deferred, long started, CancellationToken cancellationToken)
    {
        try
        {
            var first = deferred.ToFailure();
            await RetryAsync(stop => TryAllAsync(deferred, stop), first, started, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The last reply of each is known.
        }
    }

    private async Task TryAllAsync(DeferredRecipients deferred, CancellationToken cancellationToken)
    {
        await TryAsync(deferred, isAtOnce: false, cancellationToken).ConfigureAwait(false);
        if (deferred.LastFailure is null)
            await TryOthersAtOnceAsync(deferred, null, cancellationToken).ConfigureAwait(false);
        if (deferred.LastFailure is { } failure)
            throw failure;
        if (deferred.Any)
            throw deferred.ToFailure();
    }

    private async Task TryAsync(DeferredRecipients deferred, bool isAtOnce, CancellationToken cancellationToken)
    {
        var theirs = deferred.Begin(isAtOnce, out var rest);
        deferred.LastFailure = await Failures.OfAsync(() => TryAsync(rest, theirs, cancellationToken)).ConfigureAwait(false);
        deferred.End();
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

    private RetryClass Classify(SmtpSoarException failure) => RetryClassifier.Classify(failure, serverState);

    private bool IsToBeTriedAgain(Exception? cause, long started) =>
        cause is SmtpSoarException failure && Classify(failure) != RetryClass.Permanent && environment.Clock.GetElapsedTime(started) < settings.Total;

    // Doubled each time, and mixed so that many senders do not come back at the same moment. A server that wants patience gets
    // more of it, and the last try is not later than there is time.
    private TimeSpan? DelayAfter(Exception? cause, int attempt, long started)
    {
        var isThrottled = cause is SmtpSoarException failure && Classify(failure) == RetryClass.Throttled;
        var first = isThrottled ? settings.ThrottledDelay : settings.Delay;
        var grown = first.TotalSeconds * Math.Pow(2, attempt) * (0.5 + environment.Random());
        var left = settings.Total - environment.Clock.GetElapsedTime(started);
        return TimeSpan.FromSeconds(Math.Max(0, Math.Min(Math.Min(grown, settings.Ceiling.TotalSeconds), left.TotalSeconds)));
    }
}
