using System;
using System.Collections.Generic;
using System.Threading;
using SmtpSoar.Core;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;
using SmtpSoar.Tests.Delivery;

namespace SmtpSoar.Tests.Transport;

/// <summary>One transport under test, with the other end of it.</summary>
internal abstract class TransportHarness(SmtpAsset asset) : IDisposable
{
    private MailServiceOptions? _options;

    public RecordingFeedback Feedback { get; } = new();

    public MailServiceOptions Options => _options ??= CreateOptions();

    /// <summary>Room for files of a test.</summary>
    public TemporaryFolder Files { get; } = new();

    /// <summary>All messages that the other end has accepted, as bytes.</summary>
    public abstract IReadOnlyList<byte[]> Accepted { get; }

    /// <summary>How many connections the other end has seen, or <see langword="null"/> where there are none.</summary>
    public virtual int? Connections => null;

    /// <summary>Lets the other end refuse messages for good, until the scope ends.</summary>
    public abstract IDisposable Refuse();

    /// <summary>Makes the other end unreachable from now on.</summary>
    public abstract void GoAway();

    public ITransportFactory Factory => TransportPipeline.FactoryFor(Options);

    public TransportContext Context => new(Options, new SharedServerState(asset, TimeProvider.System), Options.ToSign());

    public IMailTransport Create() => Factory.Create(Context);

    public ComposedMessage Compose(EmailRequest? request = null)
    {
        using var service = new MailService(Options);
        var prepared = service.Prepare(request ?? Mailer.Request("to@example.org", "other@example.org"), CancellationToken.None);
        return prepared.Message ?? throw prepared.Failure!;
    }

    public virtual void Dispose() => Files.Dispose();

    protected virtual MailServiceOptions CreateOptions() => new(asset, Feedback);

    /// <summary>Ends a refusal.</summary>
    protected sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
