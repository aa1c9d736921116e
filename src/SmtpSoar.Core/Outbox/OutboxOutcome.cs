using System;

namespace SmtpSoar.Core.Outbox;

/// <summary>Says what became of a message.</summary>
/// <param name="State">The state that it has from now on.</param>
internal sealed record OutboxOutcome(OutboxState State)
{
    /// <summary>The time until it is due again; <see langword="null"/>: it is due at once, or never.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Whether the record's own times stay as they are: when it is due, since when it waits, when it was finished.</summary>
    /// <remarks>A message that begins or ends to move changes none of them.</remarks>
    public bool KeepsTimes { get; init; }

    /// <summary>Whether it waits anew: the time until it is given up begins now.</summary>
    public bool IsAnew { get; init; }
}
