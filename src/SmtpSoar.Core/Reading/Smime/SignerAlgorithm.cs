using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>The algorithms of a signature.</summary>
internal static class SignerAlgorithm
{
    private const int LeastRsaBits = 2048;

    /// <summary>Signature and digest, such as <c>RSA, SHA-256</c>.</summary>
    public static string Name(SignerInformation signer) =>
        $"{Readable(signer.SignatureAlgorithm.Algorithm.Id)}, {Digest(signer)}";

    /// <summary>The reason why nobody should rely on it, or <see langword="null"/> (RFC 8551, section 2.1 and 4).</summary>
    public static string? Weakness(SignerInformation signer, BouncyCertificate certificate)
    {
        if (Digest(signer) is "SHA-1" or "MD5" or "MD2" or "MD4")
            return $"the signature uses {Digest(signer)}, which can be forged";
        return certificate.GetPublicKey() is RsaKeyParameters { Modulus.BitLength: var bits and < LeastRsaBits }
            ? $"the signer's RSA key has {bits} bits, fewer than {LeastRsaBits}"
            : null;
    }

    private static string Digest(SignerInformation signer)
    {
        try
        {
            return DigestUtilities.GetAlgorithmName(signer.DigestAlgorithmID.Algorithm) ?? signer.DigestAlgorithmID.Algorithm.Id;
        }
        catch (SecurityUtilityException)
        {
            return signer.DigestAlgorithmID.Algorithm.Id;
        }
    }

    private static string Readable(string oid) => oid switch
    {
        "1.2.840.113549.1.1.1" or "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.2.840.113549.1.1.11" or "1.2.840.113549.1.1.12"
            or "1.2.840.113549.1.1.13" => "RSA",
        "1.2.840.113549.1.1.10" => "RSA-PSS",
        "1.2.840.10045.2.1" or "1.2.840.10045.4.1" or "1.2.840.10045.4.3.2" or "1.2.840.10045.4.3.3" or "1.2.840.10045.4.3.4" => "ECDSA",
        "1.3.101.112" => "Ed25519",
        _ => oid,
    };
}
