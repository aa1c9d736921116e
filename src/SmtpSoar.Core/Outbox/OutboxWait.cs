namespace SmtpSoar.Core.Outbox;

/// <summary>Tells how a store has waited for messages that are due.</summary>
internal enum OutboxWait
{
    /// <summary>It does not wait: its caller pauses, and looks again.</summary>
    None,

    /// <summary>It has ended early: messages may be due.</summary>
    Woken,

    /// <summary>The time is over, and nothing was due.</summary>
    Over,
}
