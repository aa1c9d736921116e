using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>A secret key out of a file, unlocked: that takes up to two seconds, so it is kept for further mails.</summary>
internal sealed class PgpSigningKey
{
    private PgpSigningKey(PgpSecretKey secret, PgpPrivateKey key, PgpKeyBlock block) =>
        (Public, Private, Block) = (secret.PublicKey, key, block);

    /// <summary>The public half.</summary>
    public PgpPublicKey Public { get; }

    /// <summary>The key.</summary>
    public PgpPrivateKey Private { get; }

    /// <summary>The whole public key.</summary>
    public PgpKeyBlock Block { get; }

    /// <summary>The hash for its signatures: as strong as the key.</summary>
    public HashAlgorithmTag Hash => Public.Algorithm is PublicKeyAlgorithmTag.ECDsa && Public.BitStrength > 256
        ? Public.BitStrength > 384 ? HashAlgorithmTag.Sha512 : HashAlgorithmTag.Sha384
        : HashAlgorithmTag.Sha256;

    /// <summary>The hash for the parameter micalg (RFC 3156, section 5).</summary>
    public string HashName => "pgp-" + Hash.ToString().ToLowerInvariant();

    /// <summary>Reads and unlocks a key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passphrase">The passphrase, or <see langword="null"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">It can't sign.</exception>
    public static PgpSigningKey Read(string path, SecureString? passphrase, DateTime now, CancellationToken cancellationToken)
    {
        var file = PgpKeyFile.Read(path, cancellationToken);
        if (file.SecretRings.Count == 0)
            throw Errors.PgpKeyPublic.With(path);
        PermissionCheck.RefuseAny(path, () => Errors.PgpKeyExposed);
        var faults = new List<string>();
        foreach (var ring in file.SecretRings)
        {
            if (Choose(ring, now, faults) is { } secret)
                return new PgpSigningKey(secret, Unlock(secret, passphrase, path), PgpKeyBlock.Of(ring));
        }

        throw Errors.PgpKeyUnusable.With(path, "sign", string.Join("; ", faults.Distinct()));
    }

    // The newest of those that may sign, as gpg takes it.
    private static PgpSecretKey? Choose(PgpSecretKeyRing ring, DateTime now, List<string> faults)
    {
        var master = ring.GetPublicKey();
        var usable = new List<PgpSecretKey>();
        foreach (var key in ring.GetSecretKeys())
        {
            var state = new KeyState(master, key.PublicKey, now);
            var fault = state.Fault ?? (!key.IsSigningKey || !state.Allows(KeyState.Sign) ? "it may not sign"
                : !IsSupported(key.PublicKey.Algorithm) ? $"its algorithm ({key.PublicKey.Algorithm}) is not supported"
                : key.IsPrivateKeyEmpty ? "its private part is not in the file (it is on a card, or kept offline)" : null);
            if (fault is null)
                usable.Add(key);
            else
                faults.Add($"{Fingerprints.Of(key.PublicKey)}: {fault}");
        }

        return usable.OrderByDescending(key => key.PublicKey.CreationTime).FirstOrDefault();
    }

    // Those of version 4 (RFC 9580, section 9.1). Programs that read the others are rare.
    private static bool IsSupported(PublicKeyAlgorithmTag algorithm) => algorithm
        is PublicKeyAlgorithmTag.RsaGeneral or PublicKeyAlgorithmTag.RsaSign or PublicKeyAlgorithmTag.Dsa or PublicKeyAlgorithmTag.ECDsa
        or PublicKeyAlgorithmTag.EdDsa_Legacy;

    private static PgpPrivateKey Unlock(PgpSecretKey secret, SecureString? passphrase, string path)
    {
        var isLocked = secret.KeyEncryptionAlgorithm != SymmetricKeyAlgorithmTag.Null;
        if (isLocked && passphrase is not { Length: > 0 })
            throw Errors.PgpPassphraseMissing.With(path);
        var letters = isLocked ? SecretLetters.Of(passphrase!) : [];
        try
        {
            return secret.ExtractPrivateKeyUtf8(letters);
        }
        catch (Exception cause) when (cause is PgpException or ArgumentException or InvalidOperationException or System.IO.IOException)
        {
            // Not handed on as the cause: it may tell of the key.
            throw Errors.PgpPassphraseWrong.With(path);
        }
        finally
        {
            Array.Clear(letters, 0, letters.Length);
        }
    }
}
