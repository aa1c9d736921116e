using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>The public keys that files and folders have, found by the address in a user id.</summary>
/// <param name="blocks">The keys.</param>
/// <param name="now">The time.</param>
internal sealed class PgpRecipientKeys(IReadOnlyList<PgpKeyBlock> blocks, DateTime now)
{
    /// <summary>All addresses.</summary>
    public IEnumerable<string> All => blocks.SelectMany(Addresses).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the key that encrypts for an address: the newest one that may.</summary>
    /// <param name="address">The address.</param>
    /// <param name="fault">The reason why there is none.</param>
    public PgpPublicKey? Find(string address, out string fault)
    {
        var faults = new List<string>();
        var found = blocks
            .Where(block => Addresses(block).Contains(address, StringComparer.OrdinalIgnoreCase))
            .Select(block => EncryptionKey(block, faults))
            .OfType<PgpPublicKey>()
            .OrderByDescending(key => key.CreationTime)
            .FirstOrDefault();
        fault = faults.Count > 0 ? string.Join("; ", faults.Distinct()) : "no key has that address";
        return found;
    }

    /// <summary>The subkey that a key encrypts with, or <see langword="null"/>.</summary>
    public PgpPublicKey? EncryptionKey(PgpKeyBlock block, List<string> faults)
    {
        var master = block.Master;
        var usable = new List<PgpPublicKey>();
        var isAllowed = false;
        foreach (var key in block.Keys)
        {
            var state = new KeyState(master, key, now);
            if (!key.IsEncryptionKey || !state.Allows(KeyState.Encrypt))
                continue;
            isAllowed = true;
            if (state.Fault is { } fault)
                faults.Add($"{Fingerprints.Of(key)}: {fault}");
            else
                usable.Add(key);
        }

        if (!isAllowed)
            faults.Add($"{Fingerprints.Of(master)}: it may only sign");
        return usable.OrderByDescending(key => key.CreationTime).FirstOrDefault();
    }

    private static IEnumerable<string> Addresses(PgpKeyBlock block) => block.UserIds
        .Select(id => MailboxAddress.TryParse(id, out var mailbox) ? mailbox.Address : id);
}
