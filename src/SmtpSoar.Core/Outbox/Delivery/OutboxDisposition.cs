namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Tells what becomes of a message in the outbox that was not sent.</summary>
internal enum OutboxDisposition
{
    /// <summary>The server can't be used now, for this message or any other.</summary>
    ServerAway,

    /// <summary>This message may work later.</summary>
    Waits,

    /// <summary>No server has decided about this message: it may go on at once.</summary>
    DueAtOnce,

    /// <summary>This message will be refused again.</summary>
    Fails,

    /// <summary>It may have been delivered.</summary>
    Unknown,
}
