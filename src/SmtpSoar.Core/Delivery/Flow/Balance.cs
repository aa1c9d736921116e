using System;

namespace SmtpSoar.Core.Delivery.Flow;

/// <summary>Finds out whether messages come faster than they go: only then are other threads worth their cost.</summary>
internal sealed class Balance(TimeProvider clock)
{
    // The first one opens the connection, and the second may still have something to compile.
    private const int Unusual = 2;

    // Milliseconds.
    private const long Moment = 100;

    // Old times count less and less.
    private const double Weight = 0.25;

    private int _sent;
    private double _making;
    private double _sending;
    private long? _lastEnd;
    private long _begun;
    private long _growing;

    /// <summary>Whether sending takes longer than making.</summary>
    public bool IsSendingSlower => _sent > Unusual && _sending > _making;

    /// <summary>Whether messages have waited for longer than it takes to open a connection and send one.</summary>
    public bool IsOpeningWorthWhile => clock.GetElapsedTime(_growing) > Opening;

    /// <summary>How long it took to open the first connection and send the first message, in whole milliseconds.</summary>
    /// <remarks>At least a moment, so that a few messages open no more than one.</remarks>
    public TimeSpan Opening { get; private set; }

    /// <summary>Begins to count how long messages wait.</summary>
    public void Grow() => _growing = clock.GetTimestamp();

    /// <summary>A message is there to be sent.</summary>
    public void Begin()
    {
        _begun = clock.GetTimestamp();
        if (_lastEnd is { } end)
            _making = Mix(_making, end, _begun);
    }

    /// <summary>The message is sent.</summary>
    public void End()
    {
        _lastEnd = clock.GetTimestamp();
        if (Opening == default)
            Opening = TimeSpan.FromMilliseconds(Math.Max(Moment, (long)clock.GetElapsedTime(_begun, _lastEnd.Value).TotalMilliseconds));
        if (_sent++ >= Unusual)
            _sending = Mix(_sending, _begun, _lastEnd.Value);
    }

    /// <summary>Messages come more slowly now: what was measured before counts no more.</summary>
    public void Reset() => (_sent, _making, _sending, _lastEnd) = (0, 0, 0, null);

    private double Mix(double old, long start, long end)
    {
        var time = clock.GetElapsedTime(start, end).TotalSeconds;
        return old == 0 ? time : old + (Weight * (time - old));
    }
}
