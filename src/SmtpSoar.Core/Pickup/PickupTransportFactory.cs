using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Pickup;

/// <summary>Makes the transport of an asset with a pickup directory.</summary>
internal sealed class PickupTransportFactory : ITransportFactory
{
    public bool Handles(SmtpAsset asset) => asset.EffectiveTransport == MailTransport.Pickup;

    public TransportTraits TraitsFor(SmtpAsset asset) => new();

    public void Check(SmtpAsset asset)
    {
    }

    public IMailTransport Create(TransportContext context) => CreatePickup(context);

    public void WarmUp()
    {
    }

    public async Task<DeliveryReceipt> ProbeAsync(
        TransportContext context, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken)
    {
        using var pickup = CreatePickup(context);
        await steps.RunAsync("Folder", () => pickup.TryAsync(cancellationToken), folder => folder).ConfigureAwait(false);
        return mail is null
            ? new DeliveryReceipt { Connection = pickup.Connection }
            : await steps.SendTestMailAsync(pickup, mail, cancellationToken).ConfigureAwait(false);
    }

    private static PickupTransport CreatePickup(TransportContext context) => new(context.Asset.PickupDirectory!, context.Options.Clock);
}
