namespace SmtpSoar;

/// <summary>Says what an error means for another try, and for an outbox that keeps the message. Each error has one.</summary>
internal sealed class FailureHandling
{
    /// <summary>Nothing was sent, since a setting, a file or the message is wrong.</summary>
    public static readonly FailureHandling Input = new(RetryRule.Never, OutboxRule.ServerAway);

    /// <summary>The server or the provider refused, which other messages meet too: a login, a certificate.</summary>
    public static readonly FailureHandling Server = new(RetryRule.ByReply, OutboxRule.ServerAway);

    /// <summary>The way to the server broke before the message was accepted. The next try may find it mended.</summary>
    public static readonly FailureHandling Interruption = new(RetryRule.Always, OutboxRule.ServerAway);

    /// <summary>The connection broke over this message: the next one need not meet that.</summary>
    public static readonly FailureHandling LostConnection = new(RetryRule.Always, OutboxRule.Waits);

    /// <summary>The server wants all messages to wait, for as long as it says.</summary>
    public static readonly FailureHandling Throttling = new(RetryRule.Slower, OutboxRule.ServerAway);

    /// <summary>The server was not found. A wrong name or port looks the same, and each try may cost a time limit.</summary>
    public static readonly FailureHandling Absence = new(RetryRule.OnceServerWasThere, OutboxRule.ServerAway);

    /// <summary>
    /// No process listens, as with a server that restarts. A wrong port looks the same, but to find that out costs no time limit.
    /// </summary>
    public static readonly FailureHandling Restart = new(RetryRule.UntilOneMessageWaited, OutboxRule.ServerAway);

    /// <summary>The server refused this message, for now or for good: its reply says which.</summary>
    public static readonly FailureHandling Refusal = new(RetryRule.ByReply, OutboxRule.ByReply);

    /// <summary>The server refused all recipients. The reply is that to the first, and others may have had a better one.</summary>
    public static readonly FailureHandling RecipientRefusal = new(RetryRule.ByReply, OutboxRule.ByRecipients);

    /// <summary>This message can never go by this server.</summary>
    public static readonly FailureHandling Unsendable = new(RetryRule.ByReply, OutboxRule.Fails);

    /// <summary>This try ended by chance. The next message need not meet that.</summary>
    public static readonly FailureHandling Accident = new(RetryRule.ByReply, OutboxRule.Waits);

    /// <summary>This try ended before a server decided: a person stopped it, or the outbox was away. It may go on at once.</summary>
    public static readonly FailureHandling Suspension = new(RetryRule.Never, OutboxRule.DueAtOnce);

    /// <summary>The server rejected the second login too: not even a temporary reply (4yz) is tried again.</summary>
    public static readonly FailureHandling LastLogin = new(RetryRule.Never, OutboxRule.ServerAway);

    /// <summary>The message may have been delivered: another try might double it.</summary>
    public static readonly FailureHandling MaybeDelivered = new(RetryRule.Never, OutboxRule.Unknown);

    private FailureHandling(RetryRule retry, OutboxRule outbox) => (Retry, Outbox) = (retry, outbox);

    /// <summary>Tells when the same command tries again.</summary>
    public enum RetryRule
    {
        /// <summary>Never, whatever the server said.</summary>
        Never,

        /// <summary>As the server's reply says; never without one.</summary>
        ByReply,

        /// <summary>As the reply says; always without one.</summary>
        Always,

        /// <summary>Always, and more slowly.</summary>
        Slower,

        /// <summary>As the reply says; without one only after the server has answered before.</summary>
        OnceServerWasThere,

        /// <summary>As above, and also as long as no other message of the command has waited in vain.</summary>
        UntilOneMessageWaited,
    }

    /// <summary>Tells what becomes of the message in an outbox.</summary>
    public enum OutboxRule
    {
        /// <summary>It waits, and so do all others for this server.</summary>
        ServerAway,

        /// <summary>It waits, alone.</summary>
        Waits,

        /// <summary>It waits, alone, and is due at once.</summary>
        DueAtOnce,

        /// <summary>It has failed.</summary>
        Fails,

        /// <summary>It has failed after a permanent reply (5yz), and waits after any other.</summary>
        ByReply,

        /// <summary>As above, but it waits as long as a recipient is open.</summary>
        ByRecipients,

        /// <summary>It is unknown whether the message was delivered.</summary>
        Unknown,
    }

    public RetryRule Retry { get; }

    public OutboxRule Outbox { get; }
}
