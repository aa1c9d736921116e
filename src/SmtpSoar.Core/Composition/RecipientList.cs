using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition;

/// <summary>Makes the envelope's recipients: each mailbox once, in the order given.</summary>
internal static class RecipientList
{
    /// <summary>Makes sure that the notification is one that can be asked for: NEVER stands alone (RFC 3461, section 4.1).</summary>
    /// <exception cref="SmtpSoarException">It is not.</exception>
    public static void Check(DeliveryNotification notification)
    {
        var others = notification & ~DeliveryNotification.Never;
        if (others != notification && others != DeliveryNotification.None)
            throw Errors.DeliveryNotificationInvalid.With(others);
    }

    /// <summary>
    /// The groups of recipients that get a message each where a message tells who its recipients are: those whom the header shows, and then
    /// each blind recipient alone.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<EnvelopeRecipient>> SplitBlind(IReadOnlyList<EnvelopeRecipient> recipients)
    {
        var blind = recipients.Where(recipient => recipient.Kind == RecipientKind.Bcc).ToList();
        if (blind.Count == 0)
            return [recipients];
        var shown = recipients.Where(recipient => recipient.Kind != RecipientKind.Bcc).ToList();
        IEnumerable<IReadOnlyList<EnvelopeRecipient>> copies = blind.Select(recipient => new[] { recipient });
        return shown.Count == 0 ? [.. copies] : [shown, .. copies];
    }

    public static IReadOnlyList<EnvelopeRecipient> Of(params RecipientField[] fields)
    {
        var recipients = new List<EnvelopeRecipient>();
        HashSet<string>? seen = null;
        foreach (var field in fields)
        {
            if (field.Addresses.Count == 0)
                continue;
            foreach (var mailbox in field.Addresses.Mailboxes)
            {
                var address = new EnvelopeAddress(mailbox);

                // Most messages have one, which nothing equals.
                if (recipients.Count == 1)
                    seen = new HashSet<string>(StringComparer.Ordinal) { recipients[0].Address.Key };
                if (seen is null || seen.Add(address.Key))
                    recipients.Add(new EnvelopeRecipient(address, field.Kind));
            }
        }

        return recipients;
    }
}

/// <summary>A recipient of the envelope, and why it is one.</summary>
internal sealed record EnvelopeRecipient(EnvelopeAddress Address, RecipientKind Kind);

/// <summary>Addresses, and what makes them recipients.</summary>
internal sealed record RecipientField(InternetAddressList Addresses, RecipientKind Kind);
