using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Outbox;

/// <summary>Which messages of an outbox are wanted.</summary>
public sealed class OutboxQuery
{
    /// <summary>Only these states, in this order.</summary>
    public IReadOnlyList<OutboxState> States { get; set; } =
    [
        OutboxState.Waiting, OutboxState.Sending, OutboxState.Sent, OutboxState.Failed, OutboxState.Unknown, OutboxState.Held,
        OutboxState.Moving,
    ];

    /// <summary>Only these ids, or <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Ids { get; set; }

    /// <summary>Whether those are left out that are to be tried later.</summary>
    public bool OnlyDue { get; set; }

    /// <summary>Whether only those are wanted whose outcome is unknown, and of which a draft may tell it.</summary>
    internal bool OnlyDrafts { get; set; }

    /// <summary>Hears of each that is left out since it is to be tried later.</summary>
    public Action<OutboxEntry>? OnNotDue { get; set; }

    /// <summary>
    /// Only those that were finished at least so long ago, or accepted where that is not known; <see langword="null"/> for all.
    /// </summary>
    public TimeSpan? FinishedFor { get; set; }

    /// <summary>Whether a message counts that was finished, or accepted, at this time.</summary>
    /// <param name="time">The time, by the store's clock.</param>
    /// <param name="now">When the listing began, by the same.</param>
    // A difference, since an age may be older than every calendar.
    internal bool IsOldEnough(DateTimeOffset time, DateTimeOffset now) => FinishedFor is not { } age || now - time > age;

    /// <summary>Whether an entry is wanted that has one of the states and ids.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="begun">When the listing began, by the store's clock.</param>
    /// <param name="now">The time now, by the same.</param>
    internal bool Wants(OutboxEntry entry, DateTimeOffset begun, DateTimeOffset now)
    {
        if (!IsOldEnough(entry.Finished ?? entry.Accepted, begun))
            return false;
        if (OnlyDrafts)
            return entry.MayAskDraft && !(OnlyDue && entry.NextTry > now);
        if (!OnlyDue || entry.State != OutboxState.Waiting || entry.NextTry is null || entry.NextTry <= now)
            return true;
        OnNotDue?.Invoke(entry);
        return false;
    }

    /// <summary>Hears of each message that can't be read, with its id. The others go on.</summary>
    public Action<string, SmtpSoarException>? OnDamaged { get; set; }
}
