using System;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>
/// Remembers for a while that the server can't be used, so that not every message waits for a time limit to find out. Safe for many
/// threads.
/// </summary>
internal sealed class CircuitBreaker(TimeSpan length, TimeProvider clock)
{
    private readonly object _lock = new();
    private SmtpSoarException? _failure;
    private long _since;
    private TimeSpan _length;

    /// <summary>Why the server is left alone, or <see langword="null"/> if it may be asked.</summary>
    internal SmtpSoarException? Failure
    {
        get
        {
            lock (_lock)
                return _failure is not null && clock.GetElapsedTime(_since) < _length ? _failure : null;
        }
    }

    /// <summary>The server can't be used.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="time">For how long, where another time than usual is known.</param>
    internal void Begin(SmtpSoarException failure, TimeSpan? time = null)
    {
        lock (_lock)
            (_failure, _since, _length) = (failure, clock.GetTimestamp(), time ?? length);
    }

    /// <summary>It can.</summary>
    internal void End()
    {
        lock (_lock)
            _failure = null;
    }
}
