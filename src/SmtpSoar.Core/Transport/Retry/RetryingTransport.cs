using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>Tries again what failed for now, and keeps the rate that the asset and the server allow.</summary>
internal sealed class RetryingTransport(
    IMailTransport inner,
    RetrySettings settings,
    SharedServerState serverState,
    RetryEnvironment environment,
    WaitSign sign) : IMailTransport
{
    public ConnectionInfo? Connection => inner.Connection;

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var started = environment.Clock.GetTimestamp();
        var receipt = await TryAsync(message, cancellationToken).ConfigureAwait(false);
        if (IsToBeTriedAgain(receipt.Failure, started))
            receipt = await TryMessageAgainAsync(message, receipt, started, cancellationToken).ConfigureAwait(false);
        return receipt.Failure is null && DeferredRecipients.MayBeIn(receipt)
            ? await TryOthersAsync(new DeferredRecipients(message, receipt), started, cancellationToken).ConfigureAwait(false)
            : receipt;
    }

    /// <summary>Not tried again: the caller that opens ahead can do without.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (Classify(failure) == RetryClass.Throttled)
        {
            SlowDown(failure);
            throw;
        }
    }

    public Task CloseAsync() => inner.CloseAsync();

    public void Dispose() => inner.Dispose();

    private async Task<DeliveryReceipt> TryAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var wait = () => serverState.RateLimiter.WaitAsync(sign, cancellationToken);
        if (await Failures.OfAsync(wait).ConfigureAwait(false) is { } obstacle)
            return DeliveryReceipt.Failed(obstacle, message.Attempts);
        var receipt = await inner.SendAsync(message, cancellationToken).ConfigureAwait(false);
        Learn(receipt.Failure);
        return receipt;
    }

    private void Learn(SmtpSoarException? failure)
    {
        if (failure is null)
        {
            serverState.WasThere = true;
            serverState.RateLimiter.SpeedUp();
            return;
        }

        if (Classify(failure) == RetryClass.Throttled)
            SlowDown(failure);
        serverState.WasThere |= failure.Reply is not null;
    }

    // All senders keep the server's own time. A time beyond that of all tries is not waited for.
    private void SlowDown(SmtpSoarException failure)
    {
        serverState.RateLimiter.SlowDown();
        if (failure.RetryAfter is { } pause && pause <= settings.Total)
            serverState.RateLimiter.Pause(pause);
    }

    private async Task<DeliveryReceipt> TryMessageAgainAsync(
        OutboundMessage message, DeliveryReceipt first, long started, CancellationToken cancellationToken)
    {
        var last = await RetryAsync(TryAgainAsync, first, started, cancellationToken).ConfigureAwait(false);
        if (last.Failure is not { } failure || last.Attempts < 2)
            return last;
        serverState.WasAwaited |= failure.Is(Errors.ConnectionRefused);
        var tried = Messages.Tried(last.Attempts, environment.Clock.GetElapsedTime(started));
        return last with { Failure = failure.Advising($"{failure.Advice} {tried}") };

        async Task<DeliveryReceipt> TryAgainAsync(DeliveryReceipt before)
        {
            var receipt = await TryAsync(message with { Attempts = before.Attempts }, cancellationToken).ConfigureAwait(false);
            return receipt.After(before);
        }
    }

    // The message went to the others: what becomes of these is in the receipt, and is no failure of the message.
    private async Task<DeliveryReceipt> TryOthersAsync(DeferredRecipients deferred, long started, CancellationToken cancellationToken)
    {
        await TryOthersAtOnceAsync(deferred, cancellationToken).ConfigureAwait(false);

        // The outbox must not lose sight of a message that may have arrived.
        if (deferred.Checkpoint is not null && deferred.LastFailure is { MayBeDelivered: true } unknown)
            return deferred.ToReceipt() with { Failure = unknown };

        // An outbox has times of its own for those who must wait.
        if (deferred.Checkpoint is null && deferred.Any)
            await TryRecipientsAgainAsync(deferred, started, cancellationToken).ConfigureAwait(false);
        return deferred.ToReceipt();
    }

    // RFC 5321, section 4.5.3.1.10: a recipient who was one too many gets the message in another transaction, for which there is
    // no need to wait. The last reply of each is known, and the message went to the others, also where the command is stopped.
    private async Task TryOthersAtOnceAsync(DeferredRecipients deferred, CancellationToken cancellationToken)
    {
        var before = int.MaxValue;
        for (var next = deferred.Next; next > 0 && next < before && deferred.IsKept; next = deferred.Next)
        {
            before = next;
            deferred.End(await TryAsync(deferred.Begin(isAtOnce: true), cancellationToken).ConfigureAwait(false));
            if (deferred.Checkpoint is not null && deferred.LastFailure is { MayBeDelivered: true })
                return;
        }
    }

    private async Task TryRecipientsAgainAsync(DeferredRecipients deferred, long started, CancellationToken cancellationToken)
    {
        var first = DeliveryReceipt.Failed(deferred.ToFailure());
        await RetryAsync(_ => TryAllAsync(deferred, cancellationToken), first, started, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DeliveryReceipt> TryAllAsync(DeferredRecipients deferred, CancellationToken cancellationToken)
    {
        deferred.End(await TryAsync(deferred.Begin(isAtOnce: false), cancellationToken).ConfigureAwait(false));
        if (deferred.LastFailure is null)
            await TryOthersAtOnceAsync(deferred, cancellationToken).ConfigureAwait(false);
        var failure = deferred.LastFailure ?? (deferred.Any ? deferred.ToFailure() : null);
        return deferred.ToReceipt() with { Failure = failure };
    }

    // The first try has failed for now. Each next one follows its wait.
    private async Task<DeliveryReceipt> RetryAsync(
        Func<DeliveryReceipt, Task<DeliveryReceipt>> again, DeliveryReceipt last, long started, CancellationToken cancellationToken)
    {
        try
        {
            for (var retries = 0; retries < settings.Count && IsToBeTriedAgain(last.Failure, started); retries++)
            {
                if (await WaitAsync(last.Failure!, retries, started, cancellationToken).ConfigureAwait(false) is { } stopped)
                    return last with { Failure = stopped };
                last = await again(last).ConfigureAwait(false);
            }

            return last;
        }
        finally
        {
            sign.Try = 1;
        }
    }

    private async Task<SmtpSoarException?> WaitAsync(
        SmtpSoarException failure,
        int retries,
        long started,
        CancellationToken cancellationToken)
    {
        var (number, most) = (retries + 2, settings.Count + 1);
        var delay = DelayAfter(failure, retries, started);
        environment.Feedback.Verbose(Messages.TryingAgain(failure.Sentence, delay, number, most));
        using var wait = sign.BeginPause(Messages.ForNextTry(number, most, failure.Sentence), delay);
        sign.Try = number;
        return await Failures.OfAsync(() => Cancellation.DelayAsync(delay, environment.Clock, cancellationToken)).ConfigureAwait(false);
    }

    private RetryClass Classify(SmtpSoarException failure) => RetryClassifier.Classify(failure, serverState);

    private bool IsToBeTriedAgain(SmtpSoarException? failure, long started) =>
        failure is not null && settings.Count > 0 && Classify(failure) != RetryClass.Permanent
        && environment.Clock.GetElapsedTime(started) + (failure.RetryAfter ?? TimeSpan.Zero) < settings.Total;

    // Doubled each time, and mixed so that many senders do not come back at the same moment. A server that wants patience gets
    // more of it, and the last try is not later than there is time.
    private TimeSpan DelayAfter(SmtpSoarException failure, int retries, long started)
    {
        var first = Classify(failure) == RetryClass.Throttled ? settings.ThrottledDelay : settings.Delay;
        var grown = first.TotalSeconds * Math.Pow(2, retries) * (0.5 + environment.Random());
        var left = settings.Total - environment.Clock.GetElapsedTime(started);
        var wanted = Math.Max(Math.Min(grown, settings.Ceiling.TotalSeconds), failure.RetryAfter?.TotalSeconds ?? 0);
        return TimeSpan.FromSeconds(Math.Max(0, Math.Min(wanted, left.TotalSeconds)));
    }
}
