using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Gmail;
using SmtpSoar.Core.Graph;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Pickup;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Smtp;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Copies;
using SmtpSoar.Core.Transport.Dispatch;
using SmtpSoar.Core.Transport.Fallback;
using SmtpSoar.Core.Transport.Fleet;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core;

/// <summary>Composes the way of a message, in one place: copies → outbox → progress → fallback → retry → fleet → transport.</summary>
internal static class TransportPipeline
{
    /// <summary>All transports. The first that handles an asset serves it; SMTP handles what no other does.</summary>
    public static IReadOnlyList<ITransportFactory> Factories { get; } =
    [
        new PickupTransportFactory(),
        new GraphTransportFactory(),
        new GmailTransportFactory(),
        new SmtpTransportFactory(),
    ];

    /// <summary>Gets the transport that an asset asks for.</summary>
    // Asked for each message.
    public static ITransportFactory FactoryFor(MailServiceOptions options)
    {
        var factories = options.Transports;
        for (var i = 0; i < factories.Count; i++)
            if (factories[i].Handles(options.Asset))
                return factories[i];
        throw new NotSupportedException(options.Asset.Transport.ToString());
    }

    /// <summary>Refuses a message that the asset's transport can never send, before it is accepted anywhere.</summary>
    /// <exception cref="SmtpSoarException">It needs an envelope, and the transport has none.</exception>
    public static void CheckMessage(MailServiceOptions options, ComposedMessage message)
    {
        var factory = FactoryFor(options);
        if (factory.TraitsFor(options.Asset) is not { HasServer: true, HasEnvelope: false })
            return;
        var api = ApiName.Of(options.Asset.Transport);
        ApiMessage.Check(message, api);
        foreach (var copy in message.Copies)
            CheckCopy(copy, api);
    }

    /// <summary>Gets those who can ask about drafts, for the asset and the one that stands by.</summary>
    /// <exception cref="SmtpSoarException">The asset that stands by is not there.</exception>
    public static IReadOnlyList<(IDraftInquirer Inquirer, TransportContext Context)> InquirersFor(MailServiceOptions options) =>
    [
        .. from way in new[] { options, options.ToFallback() }.OfType<MailServiceOptions>()
           let inquirer = FactoryFor(way) as IDraftInquirer
           where inquirer is not null
           select (inquirer, new TransportContext(way, new SharedServerState(way.Asset, way.Clock), way.ToSign())),
    ];

    /// <summary>Makes the connections that an asset allows. Nothing is connected yet.</summary>
    /// <exception cref="SmtpSoarException">The asset that stands by is not there.</exception>
    public static ConnectionPool CreatePool(MailServiceOptions options)
    {
        var first = new Way(options);
        if (options.ToFallback() is not { } other)
            return new ConnectionPool(first.Create, first.Traits, first.ServerState, first.Gate);
        var second = new Way(other);
        var state = new FallbackState(options.Asset, other.Asset, first.ServerState, options.ToRetryEnvironment());
        var traits = first.Traits with { MaxConnections = Math.Min(first.Traits.MaxConnections, second.Traits.MaxConnections) };
        return new ConnectionPool(Create, traits, first.ServerState, first.Gate);

        IMailTransport Create() => new FallbackTransport(first.Create(), second.Create(), state);
    }

    /// <summary>Puts the outbox and the progress before a connection, for one message.</summary>
    public static IMailSender Over(IMailTransport connection, ProgressMeter progress, OutboxContext? outbox, PreparedMail mail)
    {
        var metered = new ProgressTransport(connection, progress);
        if (mail.Message is not { Copies: { Count: > 0 } copies })
            return WayOf(mail.Entry);
        return new CopySender([.. Enumerable.Range(0, copies.Count + 1).Select(_ => WayOf(null))]);

        IMailSender WayOf(OutboxEntryLifecycle? entry) =>
            outbox is null ? metered : new OutboxTransport(metered, outbox, mail.Action, entry, mail.Acceptance)
            {
                IsLeftToOthers = mail.IsLeftToOthers,
            };
    }

    // Its header shows others, to whom such an API would send it once more.
    private static void CheckCopy(ComposedMessage copy, string api)
    {
        if (Failures.Of(() => ApiMessage.Check(copy, api)) is { } obstacle)
            throw Errors.BlindCopyNotOffered.Because(obstacle, api, copy.Recipients[0].Address);
    }

    /// <summary>Makes the connections to one asset's server: retry → transport, once for each.</summary>
    private sealed class Way(MailServiceOptions options)
    {
        private readonly ITransportFactory _factory = FactoryFor(options);
        private readonly RetryEnvironment _environment = options.ToRetryEnvironment();

        public TransportTraits Traits => _factory.TraitsFor(options.Asset);

        public FleetGate? Gate { get; } = options.Limits is { } limits && FactoryFor(options).TraitsFor(options.Asset).HasServer
            ? new FleetGate(limits, options.Asset)
            : null;

        public SharedServerState ServerState { get; } = new(options.Asset, options.ToRetryEnvironment().Clock);

        public IMailTransport Create()
        {
            var context = new TransportContext(options, ServerState, options.ToSign());
            var transport = _factory.Create(context);
            if (Gate is not null)
                transport = new FleetTransport(transport, Gate, context.Sign, _environment.Clock);
            return Traits.HasServer
                ? new RetryingTransport(transport, RetrySettings.Of(options.Asset), ServerState, _environment, context.Sign)
                : transport;
        }
    }
}
