using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Outbox;

/// <summary>The messages that a command wants to have: some of one state, by their ids, or as they are due.</summary>
/// <param name="From">
/// The state that they must have. <see cref="OutboxState.Held"/> and <see cref="OutboxState.Moving"/> are claimed by their ids alone.
/// </param>
internal sealed record OutboxClaim(OutboxState From)
{
    /// <summary>Their ids, each once, due or not; <see langword="null"/>: those that are due, the oldest first.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>How many of those that are due.</summary>
    public int MaxCount { get; init; } = 1;

    /// <summary>
    /// Hears of each named message that is damaged, with its id. It stays where it is, and the others are lent. A damaged one that was
    /// not named is passed over: the listing tells of it.
    /// </summary>
    public required Action<string, SmtpSoarException> OnDamaged { get; init; }
}
