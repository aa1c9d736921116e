using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Composition.Steps;
using SmtpSoar.Core.OpenPgp;
using SmtpSoar.Core.OpenPgp.Keys;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>The keys of a command's mails. Each is opened once: to unlock one may take two seconds.</summary>
/// <param name="asset">The asset, whose keys serve where a mail names none.</param>
/// <param name="clock">The clock.</param>
internal sealed class PgpKeys(SmtpAsset asset, TimeProvider clock)
{
    private readonly PgpKeyring _keyring = new(clock);
    private MailProtection? _signerOf;
    private MailProtection? _recipientsOf;
    private IPgpSigner? _signer;
    private PgpRecipientKeys? _recipients;
    private SmtpSoarException? _fault;

    /// <summary>Opens the key that signs, and makes sure that it is the sender's.</summary>
    /// <exception cref="SmtpSoarException">It is not, or can't sign.</exception>
    public IPgpSigner Signer(MailProtection protection, StepContext context)
    {
        var name = protection.PgpKey ?? asset.PgpKey ?? throw Errors.PgpKeyMissing.With();
        if (!ReferenceEquals(_signerOf, protection))
        {
            (_signerOf, _signer) = (protection, null);
            var passphrase = protection.PgpPassphrase ?? asset.PgpPassphrase;
            _fault = Failures.Of(() => _signer = _keyring.OpenSigner(name, passphrase, context.CancellationToken));
            if (_fault is not null && _fault.Is(Errors.Stopped))
                _signerOf = null;
        }

        var signer = _signer ?? throw _fault!;
        var sender = context.From?.Address ?? context.Sender.Text;
        return protection.AllowCertificateMismatch || PgpUserIds.Have(PgpUserIds.Of(signer), sender)
            ? signer
            : throw Errors.PgpKeyMismatch.With(name, sender);
    }

    /// <summary>Finds the keys that a mail is encrypted for: those of its recipients, and the sender's own.</summary>
    /// <exception cref="SmtpSoarException">A recipient has none.</exception>
    public List<PgpPublicKey> Recipients(MailProtection protection, StepContext context)
    {
        if (!ReferenceEquals(_recipientsOf, protection) || _recipients is null)
            (_recipientsOf, _recipients) = (protection, _keyring.OpenRecipients(Names(protection), context.CancellationToken));
        var keys = new List<PgpPublicKey>();
        var missing = new List<string>();
        foreach (var recipient in context.Recipients)
        {
            if (Find(recipient.Address.Text, context.CancellationToken, out var fault) is { } key)
                keys.Add(key);
            else
                missing.Add($"{recipient.Address.Text} ({fault})");
        }

        if (missing.Count > 0)
            throw Errors.PgpRecipientMissing.With(string.Join(", ", missing));
        var sender = context.From?.Address ?? context.Sender.Text;
        if (Find(sender, context.CancellationToken, out _) is { } own)
            keys.Add(own);
        else
            context.Warn(Messages.SenderHasNoPgpKey(sender));
        return [.. keys.GroupBy(key => key.KeyId).Select(group => group.First())];
    }

    private IEnumerable<string> Names(MailProtection protection)
    {
        foreach (var name in protection.PgpRecipientKeys)
            yield return name;
        if (asset.PgpRecipientKeyPath is { } path)
            yield return path;

        // The sender's own.
        if ((protection.PgpKey ?? asset.PgpKey) is { } own && PgpKeyName.IsPath(own))
            yield return own;
    }

    // If a key that gpg has signs, gpg is asked for the others too.
    private PgpPublicKey? Find(string address, CancellationToken cancellationToken, out string fault)
    {
        var found = _recipients!.Find(address, out fault);
        if (found is not null || !UsesGpg)
            return found;
        var faults = new List<string>();
        if (_keyring.TryExport(address, out fault, cancellationToken) is { } block && _recipients.EncryptionKey(block, faults) is { } key)
            return key;
        fault = faults.Count > 0 ? string.Join("; ", faults) : fault;
        return null;
    }

    private bool UsesGpg => (_recipientsOf?.PgpKey ?? asset.PgpKey) is { } name && !PgpKeyName.IsPath(name);
}
