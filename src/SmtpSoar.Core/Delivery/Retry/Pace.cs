using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Delivery.Retry;

/// <summary>
/// When the next message may go: evenly spaced, so that no minute has more than the asset allows, and more slowly for a while
/// after a server asked for it.
/// </summary>
/// <remarks>For one delivery, whatever number of connections it has; safe for many threads.</remarks>
internal sealed class Pace(SmtpAsset asset, TimeProvider clock)
{
    private const int Recovery = 10;

    private static readonly TimeSpan FirstSlowdown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Unnoticeable = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _least = asset.MaxMessagesPerMinute is { } most ? TimeSpan.FromTicks((TimeSpan.TicksPerMinute + most - 1) / most) : TimeSpan.Zero;
    private readonly TimeSpan _ceiling = TimeSpan.FromSeconds(asset.RetryMaxDelaySec);
    private readonly object _lock = new();
    private TimeSpan _slowdown;
    private long? _last;

    /// <summary>Waits for this message's turn.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = Reserve();
        if (wait > TimeSpan.Zero)
            await Cancellation.DelayAsync(wait, clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server asked us to send more slowly.</summary>
    internal void SlowDown()
    {
        lock (_lock)
            _slowdown = _slowdown == TimeSpan.Zero ? FirstSlowdown : Shorter(_slowdown + _slowdown, _ceiling);
    }

    /// <summary>The server took a message.</summary>
    internal void SpeedUp()
    {
        lock (_lock)
        {
            _slowdown -= TimeSpan.FromTicks(_slowdown.Ticks / Recovery);
            if (_slowdown < Unnoticeable)
                _slowdown = TimeSpan.Zero;
        }
    }

    // Time goes by in the clock's own ticks: what is compared later must not be rounded now.
    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var interval = _least > _slowdown ? _least : _slowdown;
            if (_last is not { } last || interval == TimeSpan.Zero)
            {
                _last = now;
                return TimeSpan.Zero;
            }

            var turn = Math.Max(now, last + (long)Math.Ceiling(interval.TotalSeconds * clock.TimestampFrequency));
            _last = turn;

            // Timers count whole milliseconds, and must not be early.
            return TimeSpan.FromMilliseconds(Math.Ceiling(clock.GetElapsedTime(now, turn).TotalMilliseconds));
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
