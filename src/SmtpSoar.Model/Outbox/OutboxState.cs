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
    /// The outbox sends it to nobody until a person decides, such as after its database was restored. A folder holds none.
    /// </summary>
    Held,

    /// <summary>
    /// It is on its way to another outbox, or from one. Nothing sends it until <c>Move-SoarOutbox</c> has done its work.
    /// </summary>
    Moving,
}
