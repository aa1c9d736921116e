using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Transport;

/// <summary>Makes the transport of one technology. One instance serves all assets and threads.</summary>
internal interface ITransportFactory
{
    /// <summary>Whether the asset asks for this transport.</summary>
    bool Handles(SmtpAsset asset);

    /// <summary>Tells what the transport can do for an asset.</summary>
    TransportTraits TraitsFor(SmtpAsset asset);

    /// <summary>Checks the settings that only this transport reads, without asking anybody.</summary>
    /// <exception cref="SmtpSoarException">One of them can't be.</exception>
    void Check(SmtpAsset asset);

    /// <summary>Makes one connection. Nothing is connected yet.</summary>
    IMailTransport Create(TransportContext context);

    /// <summary>Gets ready for a first message on another thread, so that it goes sooner. Waits for nothing.</summary>
    void WarmUp();

    /// <summary>Tries the way out, step by step, with a message where there is one (<c>Test-SmtpAsset</c>).</summary>
    /// <param name="context">The asset.</param>
    /// <param name="mail">The test mail, or <see langword="null"/> to try no more than the connection.</param>
    /// <param name="steps">Takes each step.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The receipt of the test mail. Without a test mail it tells only the connection.</returns>
    Task<DeliveryReceipt> ProbeAsync(TransportContext context, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken);
}

/// <summary>Finds out what became of a message whose draft was to be sent by a process that did not hear the answer.</summary>
/// <remarks>A factory of transports has it where its provider can tell.</remarks>
internal interface IDraftInquirer
{
    /// <summary>Asks about a draft. One that was not sent is sent now.</summary>
    /// <param name="context">The asset.</param>
    /// <param name="draft">The draft, which is whole.</param>
    /// <param name="sender">The sender of the message.</param>
    /// <param name="size">The size of the message.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>
    /// A receipt: the message was sent, or it is not known. <see langword="null"/>: the asset has another mailbox, and nobody was asked.
    /// </returns>
    Task<DeliveryReceipt?> AskAsync(
        TransportContext context, MailboxDraft draft, string sender, long size, CancellationToken cancellationToken);
}

/// <summary>Tells what a transport can do for one asset.</summary>
internal sealed record TransportTraits
{
    /// <summary>How many connections may be open at once.</summary>
    public int MaxConnections { get; init; } = 1;

    /// <summary>
    /// Whether a server is at the other end. Then messages are tried again, keep the asset's rate, and go by other threads while more
    /// are made.
    /// </summary>
    public bool HasServer { get; init; }

    /// <summary>Whether the sender and the recipients go beside the message (RFC 5321), so that they may differ from its header.</summary>
    public bool HasEnvelope { get; init; }

    /// <summary>Whether delivery status notifications can be asked for (RFC 3461).</summary>
    public bool SupportsNotifications { get; init; }
}

/// <summary>The things that one connection of a transport is made from.</summary>
/// <param name="Options">The asset, and the ways out of the module.</param>
/// <param name="ServerState">The state that all connections to the server share.</param>
/// <param name="Sign">Shows the waits of this connection.</param>
internal sealed record TransportContext(MailServiceOptions Options, SharedServerState ServerState, WaitSign Sign)
{
    /// <summary>The asset.</summary>
    public SmtpAsset Asset => Options.Asset;
}
