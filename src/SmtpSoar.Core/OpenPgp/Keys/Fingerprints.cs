using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>Fingerprints as people compare them.</summary>
internal static class Fingerprints
{
    /// <summary>The fingerprint of a key, in upper-case hex.</summary>
    public static string Of(PgpPublicKey key) => Hex.Of(key.GetFingerprint()).ToUpperInvariant();
}
