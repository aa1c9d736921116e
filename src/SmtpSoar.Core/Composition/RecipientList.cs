using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Composition;

/// <summary>Makes the envelope's recipients: each mailbox once, in the order given.</summary>
internal static class RecipientList
{
    public static IReadOnlyList<EnvelopeRecipient> Of(params (InternetAddressList Addresses, RecipientKind Kind)[] lists)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return (
            from list in lists
            from mailbox in list.Addresses.Mailboxes
            let address = new EnvelopeAddress(mailbox)
            where seen.Add(address.Key)
            select new EnvelopeRecipient(address, list.Kind)).ToList();
    }
}
