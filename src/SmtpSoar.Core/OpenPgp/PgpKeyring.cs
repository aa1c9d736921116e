using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Threading;
using SmtpSoar.Core.OpenPgp.Gnupg;
using SmtpSoar.Core.OpenPgp.Keys;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Opens keys by what a user names: files, folders of files, and keys of the installed gpg.</summary>
/// <param name="clock">The clock by which keys are valid, and which dates signatures.</param>
internal sealed class PgpKeyring(TimeProvider clock)
{
    private GpgProgram? _program;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private GpgProgram Program => _program ??= GpgProgram.Find();

    /// <summary>Opens the key that signs.</summary>
    /// <exception cref="SmtpSoarException">It can't sign.</exception>
    public IPgpSigner OpenSigner(string name, SecureString? passphrase, CancellationToken cancellationToken)
    {
        if (PgpKeyName.IsPath(name))
            return new PgpSigner(PgpSigningKey.Read(name, passphrase, Now, cancellationToken), clock);
        return new GpgSigner(Program, new GpgKeyring(Program).FindSigner(name, cancellationToken), passphrase);
    }

    /// <summary>Opens the keys of recipients.</summary>
    /// <param name="names">Paths, and names of keys that gpg has.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">One is not there, or can't be used.</exception>
    public PgpRecipientKeys OpenRecipients(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var blocks = new List<PgpKeyBlock>();
        foreach (var name in names)
            blocks.AddRange(PgpKeyName.IsPath(name) ? ReadPath(name, cancellationToken) : [Export(name, cancellationToken)]);
        return new PgpRecipientKeys(blocks, Now);
    }

    /// <summary>Finds a recipient's key in gpg's keyring.</summary>
    /// <param name="name">The address, or the fingerprint.</param>
    /// <param name="fault">The reason why there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public PgpKeyBlock? TryExport(string name, out string fault, CancellationToken cancellationToken)
    {
        var keyring = new GpgKeyring(Program);
        return keyring.FindRecipient(name, out fault, cancellationToken) is { } fingerprint
            ? PgpKeyFile.Read(name, keyring.Export(fingerprint, cancellationToken)).PublicRings.Select(PgpKeyBlock.Of).FirstOrDefault()
            : null;
    }

    private PgpKeyBlock Export(string name, CancellationToken cancellationToken) =>
        TryExport(name, out var fault, cancellationToken) ?? throw Errors.PgpRecipientMissing.With($"{ShownText.Line(name)} ({fault})");

    private static IEnumerable<PgpKeyBlock> ReadPath(string path, CancellationToken cancellationToken)
    {
        var files = Directory.Exists(path) ? Directory.GetFiles(path).OrderBy(file => file, StringComparer.Ordinal).ToArray() : [path];
        foreach (var file in files)
        {
            var keys = PgpKeyFile.Read(file, cancellationToken);
            foreach (var ring in keys.PublicRings)
                yield return PgpKeyBlock.Of(ring);
            foreach (var ring in keys.SecretRings)
                yield return PgpKeyBlock.Of(ring);
        }
    }
}
