using System;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>Finds out whether messages are made fast enough for other threads to be worth their cost.</summary>
internal sealed class ConcurrencyController(TimeProvider clock)
{
    // The first one opens the connection, and the second may still have something to compile.
    private const int Unusual = 2;

    // From this count on the run is bulk.
    private const int Many = 20;

    // Milliseconds.
    private const long Moment = 100;

    // A delay below this is not noticeable.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    // A server that takes this long for one message is slow.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(250);

    // The first message may have something to compile too.
    private static readonly TimeSpan FirstSlow = TimeSpan.FromMilliseconds(500);

    // The weight of the newest time in a moving average.
    private const double Weight = 0.25;

    private int _sent;
    private double _making;
    private double _sending;
    private long? _left;
    private long _begun;
    private long _growing;

    /// <summary>Whether sending takes longer than making, or many messages come so fast that they had better be made meanwhile.</summary>
    public bool IsSharingWorthWhile => (_sent > Unusual || IsServerSlow) && (_sending > _making || (_sent > Many && !AreSlow));

    /// <summary>Whether each message takes so long that one connection is opened after the other, while messages wait.</summary>
    public bool IsServerSlow => _sending >= Slow.TotalSeconds;

    /// <summary>Whether the server takes messages faster than a thread should wake for each.</summary>
    public bool IsServerFast => _sending < Soon.TotalSeconds;

    /// <summary>Whether somebody might wait for each outcome.</summary>
    public bool AreSlow => _making >= Soon.TotalSeconds;

    /// <summary>Whether messages have waited long enough for one more connection.</summary>
    public bool IsOpeningWorthWhile => clock.GetElapsedTime(_growing) > OpeningInterval;

    /// <summary>How long messages wait before one more connection is opened: as long as that takes, where the server is not slow.</summary>
    public TimeSpan OpeningInterval => IsServerSlow ? Soon : Opening;

    /// <summary>How long it took to open the first connection, in whole milliseconds.</summary>
    /// <remarks>At least a moment, so that a few messages open no more than one.</remarks>
    public TimeSpan Opening { get; private set; }

    /// <summary>Begins to count how long messages wait.</summary>
    public void Grow() => _growing = clock.GetTimestamp();

    /// <summary>A message is there.</summary>
    public void Arrive()
    {
        if (_left is { } left)
            _making = Mix(_making, clock.GetElapsedTime(left).TotalSeconds);
    }

    /// <summary>The next message can be made.</summary>
    public void Leave() => _left = clock.GetTimestamp();

    /// <summary>The message is sent by the thread that made it.</summary>
    public void Begin() => _begun = clock.GetTimestamp();

    /// <summary>The message is sent.</summary>
    /// <param name="opening">How much of that time it took to open a connection.</param>
    public void End(TimeSpan opening)
    {
        var time = clock.GetElapsedTime(_begun) - opening;
        if (Opening == default)
            Opening = TimeSpan.FromMilliseconds(Math.Max(Moment, (long)opening.TotalMilliseconds));
        if (_sent >= Unusual || time >= (_sent == 0 ? FirstSlow : Slow))
            _sending = Mix(_sending, time.TotalSeconds);
        _sent++;
    }

    /// <summary>Messages come more slowly now: what was measured before counts no more.</summary>
    public void Reset() => (_sent, _making, _sending, _left) = (0, 0, 0, null);

    private static double Mix(double old, double time) => old == 0 ? time : old + (Weight * (time - old));
}
