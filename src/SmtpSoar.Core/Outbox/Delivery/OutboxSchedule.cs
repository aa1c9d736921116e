using System;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>When a waiting message is tried again, and when no more (RFC 5321, section 4.5.4.1).</summary>
internal sealed class OutboxSchedule(Func<double> random)
{
    // Grown and spread, the longest wait is half an hour.
    private const double MaxMinutes = 20;
    private const int MaxDoublings = 5;

    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(5);

    private readonly object _lock = new();

    /// <summary>Whether a message has waited for long enough.</summary>
    internal static bool IsOver(TimeSpan waited) => waited >= GivenUpAfter;

    /// <summary>The time until a message is due that is to wait for the first, second or later time.</summary>
    /// <param name="rounds">How often it was given back to wait, with this time.</param>
    internal TimeSpan Next(int rounds)
    {
        var grown = Math.Min(Math.Pow(2, Math.Min(Math.Max(rounds - 1, 0), MaxDoublings)), MaxMinutes);
        return TimeSpan.FromMinutes(grown * (1 + (Random() / 2)));
    }

    // Not every framework's numbers are safe for many threads.
    private double Random()
    {
        lock (_lock)
            return random();
    }
}
