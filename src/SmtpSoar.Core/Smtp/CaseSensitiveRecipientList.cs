using System;
using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Smtp;

/// <summary>Hands recipients to MailKit so that it leaves none out.</summary>
/// <remarks>
/// MailKit takes mailboxes that differ only in letter case for one, but only the host behind the @ may know that they are
/// (RFC 5321, section 2.4). It compares each at the moment it is handed out, so a second one is disguised for that long.
/// </remarks>
internal static class CaseSensitiveRecipientList
{
    public static IEnumerable<MailboxAddress> Of(IEnumerable<EnvelopeRecipient> recipients)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var recipient in recipients)
        {
            var mailbox = recipient.Address.Mailbox;
            var address = mailbox.Address;
            if (!seen.Add(address))
                mailbox.Address = Guid.NewGuid().ToString("N");
            yield return mailbox;
            if (mailbox.Address != address)
                mailbox.Address = address;
        }
    }
}
