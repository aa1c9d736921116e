using System;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition;

/// <summary>Makes the header of a message.</summary>
internal sealed class HeaderComposer(TimeProvider clock)
{
    public MimeMessage Compose(ComposedMailRequest request, HeaderFields headers, Addressing addressing, string subject)
    {
        var message = new MimeMessage();
        message.From.Add(addressing.From);
        message.To.AddRange(addressing.To);
        message.Cc.AddRange(addressing.Cc);
        message.ReplyTo.AddRange(addressing.ReplyTo);
        if (addressing.Sender is not null)
            message.Sender = addressing.Sender;
        message.Subject = subject;
        message.Date = clock.GetLocalNow();
        message.Headers.Replace(HeaderId.MessageId, headers.Value("Message-ID") ?? NewMessageId(addressing.From));
        SetPriority(message, request.Priority);
        if (addressing.ReadReceiptTo.Count > 0)
            message.Headers.Add(HeaderId.DispositionNotificationTo, Encoding.UTF8, addressing.ReadReceiptTo.ToString(true));
        AddPlain(message, headers);
        return message;
    }

    private static void AddPlain(MimeMessage message, HeaderFields headers)
    {
        foreach (var field in headers.Plain)
        {
            if (field.Name.Equals("Date", StringComparison.OrdinalIgnoreCase) || IsPriority(field.Name))
                message.Headers.Replace(field.Name, Encoding.UTF8, field.Value);
            else
                message.Headers.Add(field.Name, Encoding.UTF8, field.Value);
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

    private static string NewMessageId(MailboxAddress from) =>
        "<" + MimeUtils.GenerateMessageId(new EnvelopeAddress(from).Domain) + ">";
}
