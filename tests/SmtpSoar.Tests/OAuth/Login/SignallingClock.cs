using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>A clock that stands still, and tells when somebody has begun to wait for it.</summary>
internal sealed class SignallingClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits for the next one who waits, and lets time pass for them.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await _timers.Reader.ReadAsync();
        Advance(time);
    }

    /// <summary>Waits for one who waits that long, and lets that time pass.</summary>
    public async Task PassTimerAsync(TimeSpan time)
    {
        while (await _timers.Reader.ReadAsync() != time)
        {
            // Somebody else's.
        }

        Advance(time);
    }
}
