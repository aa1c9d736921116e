using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.OpenPgp;
using SmtpSoar.Core.OpenPgp.Gnupg;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>Looks for addresses in the user ids of keys.</summary>
internal static class PgpUserIds
{
    /// <summary>The user ids of a signer's key.</summary>
    public static IEnumerable<string> Of(IPgpSigner signer) => signer switch
    {
        PgpSigner file => file.Key.Block.UserIds,
        GpgSigner gpg => gpg.Key.UserIds,
        _ => [],
    };

    /// <summary>Whether one has an address.</summary>
    public static bool Have(IEnumerable<string> ids, string address) => ids.Any(id =>
        address.Equals(MailboxAddress.TryParse(id, out var mailbox) ? mailbox.Address : id, StringComparison.OrdinalIgnoreCase));
}
