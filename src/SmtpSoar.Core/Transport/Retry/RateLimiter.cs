using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>
/// When the next message may go: a few go at once, but no minute gets more than the asset allows, and all go more slowly for a
/// while after a server asked for it.
/// </summary>
/// <remarks>For one delivery, whatever number of connections it has; safe for many threads.</remarks>
internal sealed class RateLimiter(SmtpAsset asset, TimeProvider clock)
{
    private const int Recovery = 10;

    // A second more than a minute, since messages need different times on their way to who counts them.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(61);
    private static readonly TimeSpan FirstSlowdown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Unnoticeable = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _ceiling = TimeSpan.FromSeconds(asset.RetryMaxDelaySec);
    private readonly object _lock = new();
    private readonly Queue<long> _turns = new();
    private TimeSpan _slowdown;
    private long? _last;
    private long _pauseEnd;

    /// <summary>Whether messages wait for their turn, so that more connections would carry no more of them.</summary>
    internal bool IsHolding
    {
        get
        {
            lock (_lock)
                return _slowdown > TimeSpan.Zero || _pauseEnd > clock.GetTimestamp()
                    || (asset.MaxMessagesPerMinute is { } most && _turns.Count >= most);
        }
    }

    /// <summary>Whether a message may have to wait for its turn.</summary>
    internal bool MayHold
    {
        get
        {
            lock (_lock)
                return _slowdown > TimeSpan.Zero || asset.MaxMessagesPerMinute is not null;
        }
    }

    /// <summary>Waits for this message's turn.</summary>
    /// <param name="sign">Shows the wait.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task WaitAsync(WaitSign sign, CancellationToken cancellationToken)
    {
        var delay = Reserve();
        if (delay == TimeSpan.Zero)
            return;
        using var wait = sign.Begin(Messages.ForTurn(asset.Server!), delay);
        await Cancellation.DelayAsync(delay, clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server asked us to send more slowly.</summary>
    internal void SlowDown()
    {
        lock (_lock)
            _slowdown = _slowdown == TimeSpan.Zero ? FirstSlowdown : Shorter(_slowdown + _slowdown, _ceiling);
    }

    /// <summary>The server wants no message for so long, over whichever connection.</summary>
    internal void Pause(TimeSpan time)
    {
        lock (_lock)
            _pauseEnd = Math.Max(_pauseEnd, clock.GetTimestamp() + Ticks(time));
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

    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var turn = Math.Max(Math.Max(now, _pauseEnd), Math.Max(AfterLast(), AfterOldest()));
            _last = turn;
            if (asset.MaxMessagesPerMinute is not null)
                _turns.Enqueue(turn);

            // Timers count whole milliseconds, and must not be early.
            return TimeSpan.FromMilliseconds(Math.Ceiling(clock.GetElapsedTime(now, turn).TotalMilliseconds));
        }
    }

    private long AfterLast() => _last is { } last ? last + Ticks(_slowdown) : 0;

    // When the message is over a minute old that must be, before another one may go.
    private long AfterOldest() => asset.MaxMessagesPerMinute is { } most && _turns.Count >= most ? _turns.Dequeue() + Ticks(Window) : 0;

    // In the clock's own ticks: what is compared later must not be rounded now.
    private long Ticks(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds * clock.TimestampFrequency);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
