using System;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>How often, how soon and how long a message is tried again.</summary>
/// <param name="Count">How many tries follow the first one at most.</param>
/// <param name="Delay">The first wait; each one after it is about twice as long.</param>
/// <param name="Ceiling">The longest wait.</param>
/// <param name="Total">No try begins later than this after the first one.</param>
internal sealed record RetrySettings(int Count, TimeSpan Delay, TimeSpan Ceiling, TimeSpan Total)
{
    // In seconds: whoever means a longer one has mistaken the unit.
    private const int MaxDelay = 24 * 60 * 60;

    // A server that throttles counts by the minute.
    private const int ThrottledFactor = 5;

    /// <summary>The first wait after a reply that asks us to slow down.</summary>
    internal TimeSpan ThrottledDelay => TimeSpan.FromTicks(Math.Min(Delay.Ticks * ThrottledFactor, Ceiling.Ticks));

    /// <summary>Takes the settings from an asset.</summary>
    internal static RetrySettings Of(SmtpAsset asset) => new(
        asset.RetryCount,
        Within(asset.RetryDelaySec),
        Within(asset.RetryMaxDelaySec),
        TimeSpan.FromSeconds(asset.RetryTimeoutSec));

    private static TimeSpan Within(int seconds) => TimeSpan.FromSeconds(Math.Min(seconds, MaxDelay));
}
