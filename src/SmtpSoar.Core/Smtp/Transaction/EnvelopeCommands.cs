using System.Collections.Generic;
using System.Globalization;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>The commands MAIL and RCPT of a message, with what the server's extensions add to them.</summary>
/// <param name="message">The message.</param>
/// <param name="image">The bytes that go.</param>
/// <param name="offered">The extensions that the server offers.</param>
/// <param name="isInternational">Whether SMTPUTF8 is asked for (RFC 6531).</param>
internal sealed class EnvelopeCommands(ComposedMessage message, RenderedMessage image, SmtpCapabilities offered, bool isInternational)
{
    // RFC 3461, section 4.4.
    private const int MaxEnvelopeIdLength = 100;

    private readonly string? _notify = Offers(offered, SmtpCapabilities.Dsn) ? NotifyOf(message.DeliveryNotification) : null;

    /// <summary>The bytes that go.</summary>
    public RenderedMessage Image => image;

    /// <summary>MAIL, with its line end.</summary>
    public string Mail() => $"MAIL FROM:<{Written(message.Sender)}>{Parameters()}\r\n";

    /// <summary>RCPT of a recipient, with its line end.</summary>
    public string Rcpt(EnvelopeRecipient recipient)
    {
        var address = Written(recipient.Address);
        return _notify is null
            ? $"RCPT TO:<{address}>\r\n"
            : $"RCPT TO:<{address}> NOTIFY={_notify} ORCPT={ExtendedText.OriginalRecipient(address)}\r\n";
    }

    private string Parameters()
    {
        var parameters = isInternational ? " SMTPUTF8" : "";
        if (Offers(offered, SmtpCapabilities.Size))
            parameters += " SIZE=" + image.Size.ToString(CultureInfo.InvariantCulture);
        if ((image.HasEightBitBody || image.HasEightBitHeader) && Offers(offered, SmtpCapabilities.EightBitMime))
            parameters += " BODY=8BITMIME";
        if (_notify is not null && EnvelopeId() is { } id)
            parameters += " ENVID=" + ExtendedText.Encode(id);
        return parameters;
    }

    private static bool Offers(SmtpCapabilities offered, SmtpCapabilities extension) => (offered & extension) != 0;

    // With SMTPUTF8 a domain goes as people read it.
    private string Written(EnvelopeAddress address) => isInternational ? address.Mailbox.GetAddress(idnEncode: false) : address.Text;

    private string? EnvelopeId() =>
        message.MessageId is { Length: > 0 and <= MaxEnvelopeIdLength } id && TextChecks.IsAscii(id) ? id : null;

    private static string? NotifyOf(DeliveryNotification wanted)
    {
        if (wanted == DeliveryNotification.None)
            return null;
        if (wanted == DeliveryNotification.Never)
            return "NEVER";
        var words = new List<string>(3);
        if ((wanted & DeliveryNotification.Success) != 0)
            words.Add("SUCCESS");
        if ((wanted & DeliveryNotification.Failure) != 0)
            words.Add("FAILURE");
        if ((wanted & DeliveryNotification.Delay) != 0)
            words.Add("DELAY");
        return string.Join(",", words);
    }
}
