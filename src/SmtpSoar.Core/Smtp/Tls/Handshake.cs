using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Tls;

/// <summary>Greeting, EHLO and TLS, strictly as the asset says.</summary>
internal sealed class Handshake(
    ConnectionSettings settings, SoarSmtpClient transport, CertificateValidator validator, FailureTranslator failures)
{
    public async Task RunAsync(ServerStream stream, StepLog steps, CancellationToken cancellationToken)
    {
        Prepare(stream, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await transport
                .ConnectAsync(stream.Stream, TcpConnector.Host(Asset), Asset.EffectivePort, Security, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not SmtpSoarException)
        {
            stream.Stream.Dispose();
            var phase = PhaseOf(cause);
            var error = failures.WhileGreeting(cause, phase, validator.Refusal, stream.First);
            if (await WaitsForTlsAsync(stream, error, cancellationToken).ConfigureAwait(false))
                error = failures.TlsExpected(cause);
            steps.Add(phase is HandshakePhase.StartTls or HandshakePhase.Handshake || error.Kind == ErrorKind.SecurityError ? "Tls" : "Ehlo", StepOutcome.Failed, Since(started), error.Sentence);
            throw error;
        }

        if (steps.IsRead)
            Note(steps, started);
    }

    private SmtpAsset Asset => settings.Asset;

    private SecureSocketOptions Security => Asset.SslMethod switch
    {
        SslMethod.None => SecureSocketOptions.None,
        SslMethod.Ssl => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private void Prepare(ServerStream stream, CancellationToken cancellationToken)
    {
        transport.Timeout = Asset.TimeoutSec * 1000;
        transport.LocalDomain = Asset.LocalDomain is { Length: > 0 } given ? given : OwnName.Of(settings.MachineName(), () => stream.Local);

        // The validator asks about revocation itself, with a limit; MailKit's own check has none.
        transport.CheckCertificateRevocation = false;
        transport.ServerCertificateValidationCallback = (_, certificate, chain, errors) => validator.Validate(certificate, chain, errors, cancellationToken);
        if (Asset.ClientCertificate is not null)
            transport.ClientCertificates = [Asset.ClientCertificate];
    }

    // Such a port waits for us to begin, and some close the connection soon.
    private async Task<bool> WaitsForTlsAsync(ServerStream stream, SmtpSoarException error, CancellationToken cancellationToken) =>
        Asset.SslMethod != SslMethod.Ssl && stream.First == FirstBytes.None && stream.Remote is { } remote
        && error.ErrorId is nameof(Errors.ServerSilent) or nameof(Errors.ConnectionLost)
        && await TlsProbe.IsSpokenAsync(remote, TcpConnector.Host(Asset), cancellationToken).ConfigureAwait(false);

    private HandshakePhase PhaseOf(Exception thrown)
    {
        if (thrown is SslHandshakeException)
            return HandshakePhase.Handshake;
        if (validator.Judged is not null)
            return HandshakePhase.SecureHello;
        var asked = Asset.SslMethod == SslMethod.StartTls && (transport.Capabilities & SmtpCapabilities.StartTLS) != 0;
        return asked ? HandshakePhase.StartTls : HandshakePhase.Hello;
    }

    private void Note(StepLog steps, long started)
    {
        var tlsTime = TimeSpan.Zero;
        if (transport.IsSecure)
        {
            if (transport.TlsStarted is { } begin && validator.Judged is { } end)
                tlsTime = Elapsed(begin, end);
            steps.Add("Tls", StepOutcome.Success, tlsTime, $"{TlsName.Of(transport)}, {validator.Description}");
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
