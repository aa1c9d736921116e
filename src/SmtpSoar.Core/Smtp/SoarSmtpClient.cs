using System;
using System.IO;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Smtp;

/// <summary>MailKit's client, taught to send a finished image, to go on when some recipients are refused, and to tell each reply.</summary>
internal sealed class SoarSmtpClient(ProtocolMonitor monitor) : SmtpClient(monitor)
{
    // RFC 3461, section 4.4.
    private const int MaxEnvelopeIdLength = 100;

    private const int Closing = 421;
    private const int Success = 200;
    private const int Intermediate = 300;

    private RecipientTracker? _recipients;
    private ComposedMessage? _current;

    /// <summary>Begins a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="recipients">Takes what is said about each recipient.</param>
    public void Begin(ComposedMessage message, RecipientTracker recipients)
    {
        _current = message;
        _recipients = recipients;
        recipients.Begin();
    }

    /// <summary>Whether a reply says that all is well: its first digit decides (RFC 5321, section 4.3.2).</summary>
    public static bool IsSuccess(SmtpStatusCode code) => (int)code is >= Success and < Intermediate;

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

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
        // The image is settled.
    }

    protected override long GetSize(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        ((WireMessage)message).Image.Size;

    // Without this MailKit writes the whole message, with every file in it, only to count it.
    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(((WireMessage)message).Image.Size);

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        monitor.BeginTurn();

    // MailKit knows 250 to 259 alone.
    protected override void OnSenderNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (!IsSuccess(response.StatusCode))
            base.OnSenderNotAccepted(message, mailbox, response);
        monitor.BeginTurn();
    }

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Record(mailbox, response, accepted: true);

    // MailKit asks for everybody, and can't be told to go on to DATA. Without PIPELINING the transaction is begun anew,
    // with no more recipients than the server takes.
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        Record(mailbox, response, accepted: false);
        if ((Capabilities & SmtpCapabilities.Pipelining) == 0 && _recipients!.BreaksOff())
            base.OnRecipientNotAccepted(message, mailbox, response);
    }

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) => _current?.DeliveryNotification switch
    {
        null or DeliveryNotification.None => null,
        DeliveryNotification.Never => DeliveryStatusNotification.Never,
        { } wanted => Map(wanted),
    };

    protected override string? GetEnvelopeId(MimeMessage message) =>
        _current?.DeliveryNotification is null or DeliveryNotification.None || _current.MessageId is not { Length: <= MaxEnvelopeIdLength } id || !TextChecks.IsAscii(id) ? null : id;

    private static DeliveryStatusNotification Map(DeliveryNotification wanted)
    {
        var mapped = default(DeliveryStatusNotification);
        if ((wanted & DeliveryNotification.Success) != 0)
            mapped |= DeliveryStatusNotification.Success;
        if ((wanted & DeliveryNotification.Failure) != 0)
            mapped |= DeliveryStatusNotification.Failure;
        if ((wanted & DeliveryNotification.Delay) != 0)
            mapped |= DeliveryStatusNotification.Delay;
        return mapped;
    }

    private void Record(MailboxAddress mailbox, SmtpResponse response, bool accepted)
    {
        _recipients!.Record(mailbox, monitor.Read((int)response.StatusCode, response.Response), accepted);
        monitor.BeginTurn();
    }
}
