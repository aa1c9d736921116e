using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using SmtpSoar.Core.Composition;
#if NET
using System.Net.Security;
#endif

namespace SmtpSoar.Core.Delivery;

/// <summary>MailKit's client, taught to send a finished image, to go on when some recipients are refused, and to tell each reply.</summary>
internal sealed class SmtpTransport(IProtocolLogger log) : SmtpClient(log)
{
    // RFC 3461, section 4.4.
    private const int LongestEnvelopeId = 100;

    private const int Closing = 421;

    private RecipientLedger? _recipients;
    private ComposedMessage? _current;

    /// <summary>When the TLS handshake began.</summary>
    public long? TlsStarted { get; private set; }

    /// <summary>Begins a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="recipients">Takes what is said about each recipient.</param>
    public void Begin(ComposedMessage message, RecipientLedger recipients)
    {
        _current = message;
        _recipients = recipients;
        recipients.Begin();
    }

    /// <summary>Asks the server whether it is still there.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await NoOpAsync(cancellationToken).ConfigureAwait(false);
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

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
        // The image is settled.
    }

    protected override long GetSize(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        ((WireMessage)message).Image.Size;

    // Without this MailKit writes the whole message, with every file in it, only to count it.
    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(((WireMessage)message).Image.Size);

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Record(mailbox, response, accepted: true);

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        Record(mailbox, response, accepted: false);

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) => _current?.DeliveryNotification switch
    {
        null or DeliveryNotification.None => null,
        DeliveryNotification.Never => DeliveryStatusNotification.Never,
        { } wanted => Map(wanted),
    };

    protected override string? GetEnvelopeId(MimeMessage message) =>
        _current?.DeliveryNotification is null or DeliveryNotification.None || _current.MessageId is not { Length: <= LongestEnvelopeId } id || !TextChecks.IsAscii(id) ? null : id;

#if NET
    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        TlsStarted = System.Diagnostics.Stopwatch.GetTimestamp();
        var options = base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);

        // A resumed session shows the certificate of another connection, not the one that the server has now.
        options.AllowTlsResume = false;
        return options;
    }
#endif

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

    private void Record(MailboxAddress mailbox, SmtpResponse response, bool accepted) =>
        _recipients!.Record(mailbox, ReplyParser.Parse((int)response.StatusCode, response.Response), accepted);
}
