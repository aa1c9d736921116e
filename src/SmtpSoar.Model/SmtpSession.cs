using System;

namespace SmtpSoar;

/// <summary>Connections to one mail server that stay open over several commands (<c>Connect-SmtpSession</c>).</summary>
/// <remarks>It serves one command at a time, of the process that made it.</remarks>
public sealed class SmtpSession
{
    internal SmtpSession(SmtpAsset asset, ISessionConnections connections, DateTimeOffset opened)
    {
        Asset = asset;
        Connections = connections;
        Opened = opened;
    }

    /// <summary>The server, or <see langword="null"/> with a pickup directory.</summary>
    public string? Server => Asset.Server;

    /// <summary>The port.</summary>
    public int? Port => Asset.PickupDirectory is null ? Asset.EffectivePort : null;

    /// <summary>Whether it can be used: a connection that the server has closed meanwhile is replaced.</summary>
    public SmtpSessionState State => Connections.IsOpen ? SmtpSessionState.Open : SmtpSessionState.Closed;

    /// <summary>The TLS version, or <see langword="null"/> where nothing is encrypted.</summary>
    public string? Tls => Connections.Tls;

    /// <summary>How we logged in: <c>Basic (SCRAM-SHA-256)</c>, <c>None</c>.</summary>
    public string? Authentication => Connections.Authentication;

    /// <summary>When it was opened.</summary>
    public DateTimeOffset Opened { get; }

    internal SmtpAsset Asset { get; }

    internal ISessionConnections Connections { get; }

    /// <summary>The server and the state.</summary>
    public override string ToString() => $"{Asset} ({State})";
}
