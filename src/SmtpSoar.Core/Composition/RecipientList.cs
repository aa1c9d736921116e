using System;
using System.Collections.Generic;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition;

/// <summary>Makes the envelope's recipients: each mailbox once, in the order given.</summary>
internal static class RecipientList
{
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
