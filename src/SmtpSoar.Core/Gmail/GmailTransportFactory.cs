using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Gmail;

/// <summary>Makes the transport of an asset that sends by Gmail's API.</summary>
internal sealed class GmailTransportFactory : ITransportFactory
{
    public bool Handles(SmtpAsset asset) => asset.EffectiveTransport == MailTransport.GmailApi;

    public TransportTraits TraitsFor(SmtpAsset asset) => new() { MaxConnections = asset.MaxConnections, HasServer = true };

    public void Check(SmtpAsset asset) => AuthenticationChoice.Check(asset);

    public IMailTransport Create(TransportContext context) => new GmailTransport(context);

    public void WarmUp()
    {
        // Nothing of it is slow enough.
    }

    // The scope gmail.send shows nothing of the mailbox, so that only a mail tells whether it may send.
    public async Task<DeliveryReceipt> ProbeAsync(
        TransportContext context, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken)
    {
        using var transport = new GmailTransport(context);
        var refusal = await Failures.OfAsync(async () =>
        {
            await transport.ProbeTokenAsync(steps, cancellationToken).ConfigureAwait(false);
            await steps.RunAsync("Limits", () => Task.FromResult(Messages.GmailLimits(GmailTransport.MaxSize)), limits => limits)
                .ConfigureAwait(false);
        }).ConfigureAwait(false);
        return refusal is null && mail is not null
            ? await steps.SendTestMailAsync(transport, mail, cancellationToken).ConfigureAwait(false)
            : new DeliveryReceipt { Failure = refusal, Connection = transport.Connection };
    }
}
