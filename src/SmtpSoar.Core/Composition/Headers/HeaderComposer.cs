using System;
using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Makes the header of a message.</summary>
internal sealed class HeaderComposer(TimeProvider clock)
{
    public MimeMessage Compose(ComposedMailRequest request, HeaderFields headers, Addressing addressing, string subject)
    {
        // One that is made without fields invents some, only to have them replaced.
        var message = new MimeMessage(new List<Header> { AddressField.Of("From", addressing.From), Date(clock.GetLocalNow()) });
        message.Headers.Add(TextField.Of("Subject", subject));
        message.Headers.Add(TextField.Of("Message-ID", headers.Value("Message-ID") ?? NewMessageId(addressing.From)));
        AddAddresses(message, "Sender", addressing.Sender is null ? [] : [addressing.Sender]);
        AddAddresses(message, "Reply-To", addressing.ReplyTo);
        AddAddresses(message, "To", addressing.To);
        AddAddresses(message, "Cc", addressing.Cc);
        SetPriority(message, request.Priority);
        AddAddresses(message, HeaderFields.ReadReceipt, addressing.ReadReceiptTo);
        AddPlain(message, headers);
        return message;
    }

    private static Header Date(DateTimeOffset now)
    {
        var lines = new HeaderLines("Date");
        lines.Add(MailDate.Format(now));
        return lines.ToHeader();
    }

    private static void AddAddresses(MimeMessage message, string name, InternetAddressList addresses)
    {
        if (addresses.Count > 0)
            message.Headers.Add(AddressField.Of(name, [.. addresses]));
    }

    private static void AddPlain(MimeMessage message, HeaderFields headers)
    {
        foreach (var field in headers.Plain)
        {
            var header = HeaderFields.HasAddresses(field) ? AddressField.Of(field.Name, [.. HeaderFields.AddressesOf(field)]) : TextField.Of(field.Name, field.Value);
            if (field.Name.Equals("Date", StringComparison.OrdinalIgnoreCase) || IsPriority(field.Name))
                message.Headers.Replace(header);
            else
                message.Headers.Add(header);
        }
    }

    private static bool IsPriority(string name) =>
        name.Equals("Priority", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Priority", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Importance", StringComparison.OrdinalIgnoreCase);

    private static void SetPriority(MimeMessage message, MailPriority priority)
    {
        if (priority == MailPriority.Normal)
            return;
        var high = priority == MailPriority.High;
        message.Priority = high ? MessagePriority.Urgent : MessagePriority.NonUrgent;
        message.Importance = high ? MessageImportance.High : MessageImportance.Low;
        message.XPriority = high ? XMessagePriority.Highest : XMessagePriority.Lowest;
    }

    // RFC 5322, section 3.6.4: unique, no more. MimeKit's takes random bytes of the cryptographic library, which a mail without TLS need not load.
    private static string NewMessageId(MailboxAddress from) =>
        $"<{Guid.NewGuid():N}@{new EnvelopeAddress(from).Domain}>";
}
