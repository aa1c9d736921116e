using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;

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
    /// <returns>What became of the test mail; without one the connection.</returns>
    Task<DeliveryReceipt> ProbeAsync(TransportContext context, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken);
}
