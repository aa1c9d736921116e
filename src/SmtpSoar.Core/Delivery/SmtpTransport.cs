using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using SmtpSoar.Core.Composition;
#if NET
using System.Net.Security;
#endif

namespace SmtpSoar.Core.Delivery;

/// <summary>MailKit's client, taught to send a finished image, to go on when some _recipients are refused, and to tell each reply.</summary>
internal sealed class SmtpTransport(IProtocolLogger log) : SmtpClient(log)
{
    private readonly List<RecipientResult> _recipients = [];
    private ComposedMessage? _current;
    private int _next;

    /// <summary>When the TLS handshake began.</summary>
    public long? TlsStarted { get; private set; }

    /// <summary>What was said about each recipient of the message being sent.</summary>
    public IReadOnlyList<RecipientResult> Recipients => _recipients;

    /// <summary>Begins a message: every recipient is still unasked.</summary>
    public void Begin(ComposedMessage message)
    {
        _current = message;
        _next = 0;
        _recipients.Clear();
        _recipients.AddRange(message.Recipients.Select(recipient => new RecipientResult { Address = recipient.Address.Text, Kind = recipient.Kind }));
    }

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
        // The image is settled.
    }

    protected override long GetSize(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        ((WireMessage)message).Image.Size;

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
        _current?.DeliveryNotification is null or DeliveryNotification.None ? null : _current.MessageId;

#if NET
    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        TlsStarted = System.Diagnostics.Stopwatch.GetTimestamp();
        return base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);
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

    private void Record(MailboxAddress mailbox, SmtpResponse response, bool accepted)
    {
        // Replies come in the order of the questions.
        while (!ReferenceEquals(_current!.Recipients[_next].Address.Mailbox, mailbox))
            _next++;
        var reply = ReplyParser.Parse((int)response.StatusCode, response.Response);
        var result = _recipients[_next];
        result.Accepted = accepted;
        result.StatusCode = reply.Code;
        result.EnhancedStatusCode = reply.EnhancedCode;
        result.Text = reply.Text;
    }
}
