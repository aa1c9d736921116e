using System;
using MimeKit;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Makes the header of a message.</summary>
internal sealed class HeaderComposer(TimeProvider clock)
{
    // Many messages are made within a second.
    private DateText? _lastDate;

    public MessageHeader Compose(ComposedMailRequest request, HeaderFields headers, Addressing addressing, string subject)
    {
        var header = new MessageHeader(headers.Value("Message-ID")?.Trim(' ', '\t') ?? NewMessageId(addressing.EnvelopeSender));
        header.Add(AddressField.Of("From", addressing.From));
        header.Add(Date());
        header.Add(TextField.Of("Subject", subject, headers.IsLiteral("Subject") ?? request.IsSubjectLiteral));
        header.Add(TextField.Of("Message-ID", header.MessageId));
        if (addressing.Sender is not null)
            header.Add(AddressField.Of("Sender", addressing.Sender));
        AddAddresses(header, "Reply-To", addressing.ReplyTo);
        AddAddresses(header, "To", addressing.To);
        AddAddresses(header, "Cc", addressing.Cc);
        AddPriority(header, request.Priority);
        AddAddresses(header, HeaderFields.ReadReceipt, addressing.ReadReceiptTo);
        AddPlain(header, headers);
        return header;
    }

    private HeaderLines Date()
    {
        var now = clock.GetLocalNow();
        var (second, offset) = (now.Ticks / TimeSpan.TicksPerSecond, now.Offset);
        if (_lastDate is not { } date || date.Second != second || date.Offset != offset)
            _lastDate = date = new DateText(second, offset, MailDate.Format(now));
        var lines = new HeaderLines("Date");
        lines.Add(date.Text);
        return lines;
    }

    private static void AddAddresses(MessageHeader header, string name, InternetAddressList addresses)
    {
        if (addresses.Count > 0)
            header.Add(AddressField.Of(name, [.. addresses]));
    }

    private static void AddPlain(MessageHeader header, HeaderFields headers)
    {
        foreach (var field in headers.Plain)
        {
            var lines = HeaderFields.HasAddresses(field)
                ? AddressField.Of(field.Name, [.. HeaderFields.AddressesOf(field)])
                : TextField.Of(field.Name, field.Value, field.IsLiteral);
            if (field.Name.Equals("Date", StringComparison.OrdinalIgnoreCase) || IsPriority(field.Name))
                header.Replace(lines);
            else
                header.Add(lines);
        }
    }

    private static bool IsPriority(string name) =>
        name.Equals("Priority", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Priority", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Importance", StringComparison.OrdinalIgnoreCase);

    // RFC 2156, section 5.3, and what other programs look at.
    private static void AddPriority(MessageHeader header, MailPriority priority)
    {
        if (priority == MailPriority.Normal)
            return;
        var isHigh = priority == MailPriority.High;
        header.Add(TextField.Of("Priority", isHigh ? "urgent" : "non-urgent"));
        header.Add(TextField.Of("Importance", isHigh ? "high" : "low"));
        header.Add(TextField.Of("X-Priority", isHigh ? "1 (Highest)" : "5 (Lowest)"));
    }

    // RFC 5322, section 3.6.4: unique, no more. MimeKit's takes random bytes of the cryptographic library, which a mail without
    // TLS need not load.
    private static string NewMessageId(EnvelopeAddress from) => "<" + Guid.NewGuid().ToString("N") + "@" + from.Domain + ">";

    /// <summary>A local time to the second, and its text.</summary>
    private sealed record DateText(long Second, TimeSpan Offset, string Text);
}
