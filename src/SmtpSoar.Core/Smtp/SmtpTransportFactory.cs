using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp;

/// <summary>Makes the transport of an asset with a mail server.</summary>
internal sealed class SmtpTransportFactory : ITransportFactory
{
    public bool Handles(SmtpAsset asset) => true;

    public TransportTraits TraitsFor(SmtpAsset asset) => new()
    {
        MaxConnections = asset.MaxConnections,
        HasServer = true,
        HasEnvelope = true,
        SupportsNotifications = true,
    };

    public void Check(SmtpAsset asset) => AuthenticationChoice.Check(asset);

    public IMailTransport Create(TransportContext context) => new SmtpTransport(ConnectionSettings.Of(context), context.ServerState);

    public void WarmUp() => Warmup.Begin();

    public async Task<DeliveryReceipt> ProbeAsync(
        TransportContext context, ComposedMessage? mail, StepLog steps, CancellationToken cancellationToken)
    {
        var settings = ConnectionSettings.Of(context) with { AlwaysNewToken = true };
        using var transport = new SmtpTransport(settings, context.ServerState);
        var international = mail is not null && SmtpConnection.WantsSmtpUtf8(mail);
        var refusal = await Failures.OfAsync(() => transport.OpenAsync(international, steps, cancellationToken)).ConfigureAwait(false);
        var receipt = refusal is null && mail is not null
            ? await steps.SendTestMailAsync(transport, mail, cancellationToken).ConfigureAwait(false)
            : new DeliveryReceipt { Failure = refusal, Connection = transport.Connection };
        if (receipt.Failure is null)
            await transport.CloseAsync().ConfigureAwait(false);
        return receipt;
    }
}
