using System;
using System.Globalization;
using System.Linq;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Bcpg.Sig;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>Tells whether a key of a key block may be used for something, by the owner's own signatures (RFC 9580, section 5.2).</summary>
/// <param name="master">The primary key.</param>
/// <param name="key">The key itself, or one of its subkeys.</param>
/// <param name="now">The time.</param>
internal sealed class KeyState(PgpPublicKey master, PgpPublicKey key, DateTime now)
{
    /// <summary>Bits of the key flags that allow a signature of data.</summary>
    public const int Sign = KeyFlags.SignData;

    /// <summary>Bits of the key flags that allow encryption.</summary>
    public const int Encrypt = KeyFlags.EncryptComms | KeyFlags.EncryptStorage;

    // To verify a signature takes milliseconds.
    private bool _isBindingKnown;
    private PgpSignature? _binding;

    /// <summary>The reason why the key can't be used at all, or <see langword="null"/>.</summary>
    public string? Fault
    {
        get
        {
            if (IsRevoked(master) || IsRevoked(key))
                return "it is revoked";
            if (!IsBound)
                return "its owner's signature over it is missing or wrong";
            if (key.CreationTime > now.AddDays(1))
                return $"it is valid from {Date(key.CreationTime)} on";
            return Expiry is { } expiry && expiry <= now ? $"it expired on {Date(expiry)}" : null;
        }
    }

    /// <summary>Whether the owner allows a use. A key without flags may do what its algorithm can.</summary>
    public bool Allows(int use) => Binding?.GetHashedSubPackets() is { } packets && packets.HasSubpacket(SignatureSubpacketTag.KeyFlags)
        ? (packets.GetKeyFlags() & use) != 0
        : use != Sign || key.IsMasterKey;

    /// <summary>The end of its validity, or <see langword="null"/> where it has none.</summary>
    public DateTime? Expiry
    {
        get
        {
            var own = EndOf(key, Binding);
            var primary = key.IsMasterKey ? null : EndOf(master, SelfSignature(master));
            return own is null ? primary : primary is null || own < primary ? own : primary;
        }
    }

    private bool IsBound => Binding is not null;

    private PgpSignature? Binding
    {
        get
        {
            if (!_isBindingKnown)
                _binding = key.IsMasterKey ? SelfSignature(master) : SubkeySignature();
            _isBindingKnown = true;
            return _binding;
        }
    }

    // Anybody can put a revocation into a file. One that the key itself did not make says nothing.
    private bool IsRevoked(PgpPublicKey candidate) => candidate.GetSignatures()
        .Where(signature => signature.SignatureType is PgpSignature.KeyRevocation or PgpSignature.SubkeyRevocation)
        .Any(signature => candidate.IsMasterKey
            ? Verifies(signature, one => one.VerifyCertification(master))
            : Verifies(signature, one => one.VerifyCertification(master, candidate)));

    private PgpSignature? SubkeySignature() => key.GetSignatures()
        .Where(signature => signature.SignatureType == PgpSignature.SubkeyBinding)
        .Where(signature => Verifies(signature, one => one.VerifyCertification(master, key)))
        .OrderByDescending(signature => signature.CreationTime)
        .FirstOrDefault();

    private PgpSignature? SelfSignature(PgpPublicKey primary)
    {
        var ofUsers =
            from id in primary.GetUserIds()
            from signature in primary.GetSignaturesForId(id) ?? []
            where signature.KeyId == primary.KeyId && Verifies(signature, one => one.VerifyCertification(id, primary))
            select signature;
        var ofKey = primary.GetSignatures()
            .Where(signature => signature.SignatureType == PgpSignature.DirectKey)
            .Where(signature => Verifies(signature, one => one.VerifyCertification(primary)));
        return ofUsers.Concat(ofKey).OrderByDescending(signature => signature.CreationTime).FirstOrDefault();
    }

    private bool Verifies(PgpSignature signature, Func<PgpSignature, bool> verify)
    {
        try
        {
            if (signature.KeyId != master.KeyId)
                return false;
            signature.InitVerify(master);
            return verify(signature);
        }
        catch (Exception damaged) when (damaged is PgpException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static DateTime? EndOf(PgpPublicKey of, PgpSignature? signature) =>
        signature?.GetHashedSubPackets()?.GetKeyExpirationTime() is > 0 and var seconds ? of.CreationTime.AddSeconds(seconds) : null;

    private static string Date(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
