using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Outbox;

/// <summary>Which messages of an outbox are wanted.</summary>
public sealed class OutboxQuery
{
    /// <summary>Only these states, in this order.</summary>
    public IReadOnlyList<OutboxState> States { get; set; } =
        [OutboxState.Waiting, OutboxState.Sending, OutboxState.Sent, OutboxState.Failed, OutboxState.Unknown];

    /// <summary>Only these ids, or <see langword="null"/> for all.</summary>
    public IReadOnlyList<string>? Ids { get; set; }

    /// <summary>Whether those are left out that are to be tried later.</summary>
    public bool OnlyDue { get; set; }

    /// <summary>Hears of each that is left out since it is to be tried later.</summary>
    public Action<OutboxEntry>? OnNotDue { get; set; }

    /// <summary>Only those that were finished before, or accepted where that is not known; <see langword="null"/> for all.</summary>
    public DateTimeOffset? FinishedBefore { get; set; }

    /// <summary>Hears of each message that can't be read. The others go on.</summary>
    public Action<SmtpSoarException>? OnDamaged { get; set; }
}
