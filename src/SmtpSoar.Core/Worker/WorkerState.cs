namespace SmtpSoar.Core.Worker;

/// <summary>Tells what a worker does now. The names stand in its health file.</summary>
internal enum WorkerState
{
    /// <summary>It opens the outbox for the first time.</summary>
    Starting,

    /// <summary>It waits for messages.</summary>
    Idle,

    /// <summary>Messages are on their way.</summary>
    Sending,

    /// <summary>The mail server can't be used. Messages wait, and it is asked again.</summary>
    ServerAway,

    /// <summary>The outbox can't be used. It is asked again.</summary>
    OutboxAway,

    /// <summary>It takes no more messages, and waits for those on their way.</summary>
    Stopping,

    /// <summary>It has ended.</summary>
    Ended,
}
