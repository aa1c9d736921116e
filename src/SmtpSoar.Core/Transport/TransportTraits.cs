namespace SmtpSoar.Core.Transport;

/// <summary>Tells what a transport can do for one asset.</summary>
internal sealed record TransportTraits
{
    /// <summary>How many connections may be open at once.</summary>
    public int MaxConnections { get; init; } = 1;

    /// <summary>
    /// Whether a server is at the other end. Then messages are tried again, keep the asset's rate, and go by other threads while more are made.
    /// </summary>
    public bool HasServer { get; init; }

    /// <summary>Whether the sender and the recipients go beside the message (RFC 5321), so that they may differ from its header.</summary>
    public bool HasEnvelope { get; init; }

    /// <summary>Whether delivery status notifications can be asked for (RFC 3461).</summary>
    public bool SupportsNotifications { get; init; }
}
