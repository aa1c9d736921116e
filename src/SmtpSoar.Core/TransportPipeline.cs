using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Graph;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Pickup;
using SmtpSoar.Core.Smtp;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Dispatch;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core;

/// <summary>Composes the way of a message, in one place: outbox → progress → retry → transport.</summary>
internal static class TransportPipeline
{
    /// <summary>All transports. The first that handles an asset serves it; SMTP handles what no other does.</summary>
    public static IReadOnlyList<ITransportFactory> Factories { get; } = [new PickupTransportFactory(), new GraphTransportFactory(), new SmtpTransportFactory()];

    /// <summary>Gets the transport that an asset asks for.</summary>
    public static ITransportFactory FactoryFor(MailServiceOptions options) =>
        options.Transports.First(factory => factory.Handles(options.Asset));

    /// <summary>Refuses a message that the asset's transport can never send, before it is accepted anywhere.</summary>
    /// <exception cref="SmtpSoarException">It needs an envelope, and the transport has none.</exception>
    public static void CheckMessage(MailServiceOptions options, ComposedMessage message)
    {
        var factory = FactoryFor(options);
        if (factory.TraitsFor(options.Asset) is { HasServer: true, HasEnvelope: false })
            ApiMessage.Check(message, ApiName.Of(options.Asset.Transport));
    }

    /// <summary>Makes the connections that an asset allows. Nothing is connected yet.</summary>
    public static ConnectionPool CreatePool(MailServiceOptions options)
    {
        var factory = FactoryFor(options);
        var traits = factory.TraitsFor(options.Asset);
        var environment = options.ToRetryEnvironment();
        var serverState = new SharedServerState(options.Asset, environment.Clock);
        return new ConnectionPool(Create, traits, serverState);

        // Retry → transport, once for each connection.
        IMailTransport Create()
        {
            var context = new TransportContext(options, serverState, options.ToSign());
            var transport = factory.Create(context);
            return traits.HasServer
                ? new RetryingTransport(transport, RetrySettings.Of(options.Asset), serverState, environment, context.Sign)
                : transport;
        }
    }

    /// <summary>Puts the outbox and the progress before a connection, for one message.</summary>
    public static IMailSender Over(IMailTransport connection, ProgressMeter progress, OutboxContext? outbox, PreparedMail mail)
    {
        var metered = new ProgressTransport(connection, progress);
        return outbox is null ? metered : new OutboxTransport(metered, outbox, mail.Action, mail.Entry);
    }
}
