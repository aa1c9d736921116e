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

    /// <summary>Why the server is left alone, or <see langword="null"/> if it may be asked.</summary>
    internal SmtpSoarException? Failure
    {
        get
        {
            lock (_lock)
                return _failure is not null && clock.GetElapsedTime(_since) < length ? _failure : null;
        }
    }

    /// <summary>The server can't be used.</summary>
    internal void Begin(SmtpSoarException failure)
    {
        lock (_lock)
            (_failure, _since) = (failure, clock.GetTimestamp());
    }

    /// <summary>It can.</summary>
    internal void End()
    {
        lock (_lock)
            _failure = null;
    }
}
