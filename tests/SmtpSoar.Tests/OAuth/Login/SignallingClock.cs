using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>A clock that stands still, and tells when somebody has begun to wait for it.</summary>
internal sealed class SignallingClock : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _timers = new();
    private volatile TaskCompletionSource<bool> _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Enqueue(dueTime);
        Interlocked.Exchange(ref _change, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(true);
        return timer;
    }

    /// <summary>Waits for the next one who waits, and lets time pass for them.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await NextAsync();
        Advance(time);
    }

    /// <summary>Waits for one who waits that long, and lets that time pass.</summary>
    public async Task PassTimerAsync(TimeSpan time)
    {
        while (await NextAsync() != time)
        {
            // Somebody else's.
        }

        Advance(time);
    }

    private async Task<TimeSpan> NextAsync()
    {
        while (true)
        {
            var change = _change.Task;
            if (_timers.TryDequeue(out var time))
                return time;
            await change;
        }
    }
}
