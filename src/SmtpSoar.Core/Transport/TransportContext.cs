using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Transport;

/// <summary>What one connection of a transport is made from.</summary>
/// <param name="Options">The asset, and the ways out of the module.</param>
/// <param name="ServerState">What all connections to the server share.</param>
/// <param name="Sign">Shows the waits of this connection.</param>
internal sealed record TransportContext(MailServiceOptions Options, SharedServerState ServerState, WaitSign Sign)
{
    /// <summary>The asset.</summary>
    public SmtpAsset Asset => Options.Asset;
}
