using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Tls;

/// <summary>Greeting, EHLO and TLS, strictly as the asset says.</summary>
internal sealed class Handshake(
    ConnectionSettings settings,
    SoarSmtpClient transport,
    ProtocolMonitor monitor,
    CertificateValidator validator,
    FailureTranslator failures)
{
    private HandshakePhase _phase = HandshakePhase.Hello;
    private long _tlsStarted;

    /// <summary>Says hello over a stream that has just been opened, and makes TLS in it where the asset wants that.</summary>
    /// <returns>The stream that the conversation goes on over.</returns>
    public async Task<ClientStream> RunAsync(ServerStream stream, StepLog steps, CancellationToken cancellationToken)
    {
        Prepare(stream, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var client = new ClientStream(stream.Stream);
        try
        {
            await GreetAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not SmtpSoarException)
        {
            stream.Stream.Dispose();
            var error = failures.WhileGreeting(cause, _phase, validator.Refusal, stream.First);
            if (await WaitsForTlsAsync(stream, error, cancellationToken).ConfigureAwait(false))
                error = failures.TlsExpected(cause);
            var isOfTls = _phase is HandshakePhase.StartTls or HandshakePhase.Handshake || error.Kind == ErrorKind.SecurityError;
            steps.Add(isOfTls ? "Tls" : "Ehlo", StepOutcome.Failed, Since(started), error.Sentence);
            throw error;
        }

        if (steps.IsRead)
            Note(client, steps, started);
        return client;
    }

    private SmtpAsset Asset => settings.Asset;

    private void Prepare(ServerStream stream, CancellationToken cancellationToken)
    {
        transport.Timeout = Asset.TimeoutSec * 1000;
        transport.LocalDomain = Asset.LocalDomain is { Length: > 0 } given ? given : OwnName.Of(settings.MachineName(), () => stream.Local);

        // The validator asks about revocation itself, with a limit; the framework's own check has none.
        transport.CheckCertificateRevocation = false;
        transport.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            validator.Validate(certificate, chain, errors, cancellationToken);
        if (Asset.ClientCertificate is not null)
            transport.ClientCertificates = [Asset.ClientCertificate];
    }

    private async Task GreetAsync(ClientStream client, CancellationToken cancellationToken)
    {
        if (Asset.SslMethod == SslMethod.Ssl)
            await SecureAsync(client, cancellationToken).ConfigureAwait(false);
        await HelloAsync(client, cancellationToken).ConfigureAwait(false);
        if (Asset.SslMethod == SslMethod.StartTls)
            await StartTlsAsync(client, cancellationToken).ConfigureAwait(false);
    }

    private Task HelloAsync(ClientStream client, CancellationToken cancellationToken) =>
        transport.ConnectAsync(client, TcpConnector.Host(Asset), Asset.EffectivePort, SecureSocketOptions.None, cancellationToken);

    // RFC 3207, section 4.2: whatever was said before TLS counts no more, so MailKit begins anew. A server greets but once.
    private async Task StartTlsAsync(ClientStream client, CancellationToken cancellationToken)
    {
        if ((transport.Capabilities & SmtpCapabilities.StartTLS) == 0)
            throw new NotSupportedException("STARTTLS is not offered.");
        _phase = HandshakePhase.StartTls;
        await transport.StartTlsAsync(cancellationToken).ConfigureAwait(false);
        client.Hold(monitor.TakeGreeting());
        transport.Disconnect(quit: false, CancellationToken.None);
        await SecureAsync(client, cancellationToken).ConfigureAwait(false);
        await HelloAsync(client, cancellationToken).ConfigureAwait(false);
    }

    private async Task SecureAsync(ClientStream client, CancellationToken cancellationToken)
    {
        _phase = HandshakePhase.Handshake;
        _tlsStarted = Stopwatch.GetTimestamp();
        await transport.AuthenticateServerAsync(client, TcpConnector.Host(Asset), cancellationToken).ConfigureAwait(false);
        _phase = HandshakePhase.SecureHello;
    }

    // Such a port waits for us to begin, and some close the connection soon.
    private async Task<bool> WaitsForTlsAsync(ServerStream stream, SmtpSoarException error, CancellationToken cancellationToken) =>
        Asset.SslMethod != SslMethod.Ssl && stream.First == FirstBytes.None && stream.Remote is { } remote
        && (error.Is(Errors.ServerSilent) || error.Is(Errors.ConnectionLost))
        && await TlsProbe.IsSpokenAsync(remote, TcpConnector.Host(Asset), cancellationToken).ConfigureAwait(false);

    private void Note(ClientStream client, StepLog steps, long started)
    {
        var tlsTime = TimeSpan.Zero;
        if (client.Tls is { } tls)
        {
            if (validator.Judged is { } judged)
                tlsTime = Elapsed(_tlsStarted, judged);
            steps.Add("Tls", StepOutcome.Success, tlsTime, $"{TlsName.Of(tls)}, {validator.Description}");
        }
        else
        {
            steps.Add("Tls", StepOutcome.Skipped, TimeSpan.Zero, "the asset's SslMethod is None");
        }

        steps.Add("Ehlo", StepOutcome.Success, Since(started) - tlsTime, Offers());
    }

    private string Offers()
    {
        var text = ServiceExtensions.Of(transport.Capabilities);
        if (transport.MaxSize > 0)
            text += $"; at most {transport.MaxSize.ToString(CultureInfo.InvariantCulture)} bytes";
        if (transport.AuthenticationMechanisms.Count > 0)
            text += "; AUTH " + string.Join(" ", transport.AuthenticationMechanisms.OrderBy(name => name, StringComparer.Ordinal));
        return text;
    }

    private static TimeSpan Since(long begin) => Elapsed(begin, Stopwatch.GetTimestamp());

    private static TimeSpan Elapsed(long begin, long end) => TimeSpan.FromSeconds((end - begin) / (double)Stopwatch.Frequency);
}
