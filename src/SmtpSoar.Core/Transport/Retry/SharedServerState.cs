using System;
using System.Threading;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>Holds what all connections to one server know together.</summary>
internal sealed class SharedServerState(SmtpAsset asset, TimeProvider clock)
{
    private volatile bool _wasThere;
    private volatile bool _wasAwaited;
    private volatile int _maxRecipients = int.MaxValue;
    private long _opening;

    /// <summary>When the next message may go, over whichever connection.</summary>
    internal RateLimiter RateLimiter { get; } = new(asset, clock);

    /// <summary>Knows whether the server keeps in step where commands go together.</summary>
    internal PipeliningState Pipelining { get; } = new();

    /// <summary>Whether the server has answered us before, so that its absence will pass.</summary>
    internal bool WasThere
    {
        get => _wasThere;
        set => _wasThere = value;
    }

    /// <summary>Whether a message has had all its tries and found nobody: the others need not wait as long.</summary>
    internal bool WasAwaited
    {
        get => _wasAwaited;
        set => _wasAwaited = value;
    }

    /// <summary>How long all connections together took to open.</summary>
    internal TimeSpan Opening => TimeSpan.FromTicks(Interlocked.Read(ref _opening));

    /// <summary>A connection was opened.</summary>
    internal void Opened(TimeSpan time) => Interlocked.Add(ref _opening, time.Ticks);

    /// <summary>How many recipients the server takes in one transaction, as far as it has shown.</summary>
    internal int MaxRecipients => _maxRecipients;

    /// <summary>The server took no more than so many recipients at once.</summary>
    /// <param name="most">How many, or <see langword="null"/> if there was no limit to be seen.</param>
    internal void LimitRecipients(int? most)
    {
        // Two connections may learn it at the same moment: the next transaction puts that right.
        if (most < _maxRecipients)
            _maxRecipients = most.Value;
    }
}
