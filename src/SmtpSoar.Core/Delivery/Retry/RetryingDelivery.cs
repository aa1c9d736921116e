using System;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery.Retry;

/// <summary>Tries again what failed for now, and keeps the pace that the asset and the server allow.</summary>
internal sealed class RetryingDelivery(IDelivery inner, SmtpAsset asset, RetryEnvironment environment) : IDelivery
{
    private readonly RetrySettings _settings = RetrySettings.Of(asset);
    private readonly Pace _pace = new(asset, environment.Clock);
    private bool _wasThere;

    public async Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        var started = environment.Clock.GetTimestamp();
        try
        {
            await TryAsync(message, result, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (_settings.Count > 0 && Classify(failure) != FailureClass.Permanent)
        {
            await RetryAsync(message, result, failure, started, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task CloseAsync() => inner.CloseAsync();

    public void Dispose() => inner.Dispose();

    private async Task TryAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await inner.DeliverAsync(message, result, cancellationToken).ConfigureAwait(false);
            _wasThere = true;
            _pace.SpeedUp();
        }
        catch (SmtpSoarException failure)
        {
            if (Classify(failure) == FailureClass.Throttled)
                _pace.SlowDown();
            _wasThere |= failure.Reply is not null;
            throw;
        }
    }

    // Apart from the first try, so that nothing of this is loaded or made where all goes well.
    private async Task RetryAsync(ComposedMessage message, SoarActionResult result, SmtpSoarException first, long started, CancellationToken cancellationToken)
    {
        var pipeline = CreatePipeline(started);
        SmtpSoarException? known = first;
        try
        {
            await pipeline.ExecuteAsync(
                async stop =>
                {
                    // The first failure has happened already; the pipeline only hears of it.
                    if (Interlocked.Exchange(ref known, null) is { } failed)
                        throw failed;
                    await TryAsync(message, result, stop).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException last) when (result.Attempts > 1)
        {
            throw last.Advising($"{last.Advice} {Messages.Tried(result.Attempts, environment.Clock.GetElapsedTime(started))}");
        }
    }

    private ResiliencePipeline CreatePipeline(long started) => new ResiliencePipelineBuilder { TimeProvider = environment.Clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = _settings.Count,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = _settings.Delay,
            MaxDelay = _settings.Ceiling,
            Randomizer = environment.Random,
            DelayGenerator = arguments => new ValueTask<TimeSpan?>(DelayAfter(arguments.Outcome.Exception, arguments.AttemptNumber)),
            ShouldHandle = arguments => new ValueTask<bool>(IsToBeTriedAgain(arguments.Outcome.Exception, started)),
            OnRetry = arguments =>
            {
                environment.Feedback.Verbose(Messages.TryingAgain(((SmtpSoarException)arguments.Outcome.Exception!).Sentence, arguments.RetryDelay));
                return default;
            },
        })
        .Build();

    private FailureClass Classify(SmtpSoarException failure) => FailureTable.Classify(failure, _wasThere);

    private bool IsToBeTriedAgain(Exception? cause, long started) =>
        cause is SmtpSoarException failure && Classify(failure) != FailureClass.Permanent && environment.Clock.GetElapsedTime(started) < _settings.Total;

    // The library's own delay, unless the server wants more patience than that.
    private TimeSpan? DelayAfter(Exception? cause, int attempt)
    {
        if (cause is not SmtpSoarException failure || Classify(failure) != FailureClass.Throttled)
            return null;
        var grown = _settings.ThrottledDelay.TotalSeconds * Math.Pow(2, attempt) * (0.5 + environment.Random());
        return TimeSpan.FromSeconds(Math.Min(grown, _settings.Ceiling.TotalSeconds));
    }
}
