using System;
using System.IO;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Smtp.Protocol;

namespace SmtpSoar.Core.Smtp;

/// <summary>MailKit's client, which says hello and logs in. A <see cref="Transaction.Conversation"/> follows.</summary>
internal sealed class SoarSmtpClient(ProtocolMonitor monitor) : SmtpClient(monitor)
{
    private const int Closing = 421;

    /// <summary>Asks the server whether it is still there.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        monitor.BeginTurn(isProbe: true);
        try
        {
            await NoOpAsync(cancellationToken).ConfigureAwait(false);
            monitor.BeginTurn();
            return true;
        }
        catch (SmtpCommandException refused)
        {
            return (int)refused.StatusCode != Closing;
        }
        catch (Exception cause) when (cause is SmtpProtocolException or IOException or TimeoutException or ServiceNotConnectedException)
        {
            return false;
        }
    }

    /// <summary>Asks for TLS. The server waits for the handshake once this returns.</summary>
    public async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        var response = await SendCommandAsync("STARTTLS", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != SmtpStatusCode.ServiceReady)
            throw new SmtpCommandException(SmtpErrorCode.UnexpectedStatusCode, response.StatusCode, response.Response);
    }

    /// <summary>Makes TLS in a stream, with the client's settings.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="host">The name that the server's certificate must be for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task AuthenticateServerAsync(ClientStream stream, string host, CancellationToken cancellationToken)
    {
        RemoteCertificateValidationCallback validate = (_, certificate, chain, errors) =>
            ServerCertificateValidationCallback!(host, certificate, chain, errors);
        var tls = stream.Secure(validate);
#if NET
        var options = GetSslClientAuthenticationOptions(host, validate);

        // A resumed session shows the certificate of another connection, not the one that the server has now.
        options.AllowTlsResume = false;
        return tls.AuthenticateAsClientAsync(options, cancellationToken);
#else
        return tls.AuthenticateAsClientAsync(host, ClientCertificates, SslProtocols, CheckCertificateRevocation);
#endif
    }

    /// <summary>Ends a login in its middle, so that no command is taken for a part of it (RFC 4954, section 4).</summary>
    public async Task CancelLoginAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendCommandAsync("*", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is SmtpProtocolException or IOException or TimeoutException or ServiceNotConnectedException)
        {
            // The next command tells that the connection is gone.
        }
    }
}
