namespace SmtpSoar;

/// <summary>The state of a message in an outbox.</summary>
public enum OutboxState : long
{
    /// <summary>It waits to be sent, for the first time or again.</summary>
    Waiting,

    /// <summary>A command has taken it, and sends it now.</summary>
    Sending,

    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>The server refused it for good, or it waited for too long.</summary>
    Failed,

    /// <summary>It may have been delivered or not: the server had all of it, but its answer was lost.</summary>
    Unknown,

    /// <summary>
    /// It waits, and nothing sends it until a person has decided: after a failover or a restore of the database it may have been sent.
    /// </summary>
    Held,
}
