using System;
using System.Collections.Generic;
using SmtpSoar.Core.Assets.Store;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Fleet;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core;

/// <summary>How a <see cref="MailService"/> works.</summary>
public sealed class MailServiceOptions
{
    /// <summary>Made for one asset.</summary>
    public MailServiceOptions(SmtpAsset asset, IFeedback feedback)
    {
        Asset = asset;
        Feedback = feedback;
    }

    /// <summary>The server.</summary>
    public SmtpAsset Asset { get; }

    /// <summary>The feedback that takes warnings and details.</summary>
    public IFeedback Feedback { get; }

    /// <summary>Whether a method of authentication that fails makes way for the next one.</summary>
    public bool AllowAuthenticationFallback { get; set; }

    /// <summary>Full path of a file that takes the conversation with the server, without secrets and without the messages.</summary>
    public string? ProtocolLog { get; set; }

    /// <summary>The outbox that keeps each message until it is delivered, a folder by its full path. Default: the asset's.</summary>
    public string? Outbox { get; set; }

    /// <summary>
    /// The outbox in which the command works already; <see langword="null"/>: the service opens <see cref="Outbox"/> for itself.
    /// </summary>
    public MailOutbox? OpenOutbox { get; set; }

    /// <summary>The DNS server that is asked about DKIM keys, <c>ADDRESS</c> or <c>ADDRESS:PORT</c>. Default: the system's.</summary>
    public string? DnsServer { get; set; }

    /// <summary>The session that lends its connections; <see langword="null"/>: the service opens its own.</summary>
    public SmtpSession? Session { get; set; }

    /// <summary>The transports that an asset may ask for.</summary>
    internal IReadOnlyList<ITransportFactory> Transports { get; set; } = TransportPipeline.Factories;

    /// <summary>The stores that an outbox may be kept in.</summary>
    internal IReadOnlyList<IOutboxStoreFactory> Stores { get; set; } = OutboxStores.Factories;

    /// <summary>The limits that all machines keep together which share the outbox, or <see langword="null"/>.</summary>
    internal IFleetLimits? Limits { get; set; }

    /// <summary>Says once that the protocol log is not whole.</summary>
    internal Once LogGap { get; } = new();

    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The clock by which a person waits.</summary>
    internal TimeProvider SignClock { get; set; } = TimeProvider.System;

    /// <summary>The surroundings of OAuth 2.0: clock, store, browser and network.</summary>
    internal OAuthEnvironment OAuth { get; set; } = new();

    /// <summary>A test's own surroundings of retries; <see langword="null"/>: the system's clock and random numbers.</summary>
    internal RetryEnvironment? Retry { get; set; }

    /// <summary>Creates the stream that replaces the connection to a server, for a message that no server shall get.</summary>
    internal Func<ServerStream>? StreamFactory { get; set; }

    /// <summary>Gives the machine's own name.</summary>
    internal Func<string> MachineName { get; set; } = OwnName.Machine;

    /// <summary>Finds a registered asset.</summary>
    internal Func<string, SmtpAsset> FindAsset { get; set; } = name => new AssetStore().Resolve(name);

    /// <summary>The same for other ears.</summary>
    internal MailServiceOptions For(IFeedback feedback) => With(Asset, feedback);

    /// <summary>The same for the asset that stands by, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="SmtpSoarException">It is not there.</exception>
    internal MailServiceOptions? ToFallback()
    {
        if (string.IsNullOrWhiteSpace(Asset.FallbackAsset))
            return null;
        if (string.Equals(Asset.FallbackAsset!.Trim(), Asset.Name, StringComparison.OrdinalIgnoreCase))
            throw Errors.AssetFallbackInvalid.With(Asset.Name, "it is the asset itself");
        var other = FindAsset(Asset.FallbackAsset.Trim()).Clone();
        other.Name ??= Asset.FallbackAsset.Trim();
        return With(other, Feedback);
    }

    private MailServiceOptions With(SmtpAsset asset, IFeedback feedback) => new(asset, feedback)
    {
        FindAsset = FindAsset,
        Limits = Limits,
        AllowAuthenticationFallback = AllowAuthenticationFallback,
        ProtocolLog = ProtocolLog,
        Transports = Transports,
        Clock = Clock,
        SignClock = SignClock,
        OAuth = OAuth,
        Retry = Retry,
        MachineName = MachineName,
        DnsServer = DnsServer,
    };

    internal RetryEnvironment ToRetryEnvironment() => Retry ?? new RetryEnvironment(Feedback) { Clock = Clock };

    /// <summary>Makes the outbox that is named, or gives <see langword="null"/>. Nothing is touched yet.</summary>
    internal MailOutbox? CreateOutbox()
    {
        if ((Outbox ?? Asset.Outbox) is not { Length: > 0 } location)
            return null;
        var context = new OutboxStoreContext(location, Feedback, ToRetryEnvironment().Clock) { Asset = Asset };
        return new MailOutbox(OutboxStores.Create(Stores, context));
    }

    /// <summary>Makes messages that may wait for a connection, while the caller writes their files anew for the next one.</summary>
    internal MessageFactory ToMessageFactory() => new(Asset, Clock) { BuffersFiles = true };

    /// <summary>Gets the sign that shows the waits of one connection.</summary>
    internal WaitSign ToSign() => new(Feedback, $"{Asset.Server} (port {Asset.EffectivePort})", SignClock);
}
