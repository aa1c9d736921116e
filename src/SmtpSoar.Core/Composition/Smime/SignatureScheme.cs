using System;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>A hash by its names.</summary>
/// <param name="Name">The framework's name.</param>
/// <param name="Oid">The object identifier.</param>
/// <param name="Micalg">The name in a multipart/signed (RFC 8551, section 3.5.3.2).</param>
/// <param name="EcdsaOid">The object identifier of ECDSA with it.</param>
/// <param name="Length">Its length in bytes.</param>
internal sealed record SignatureScheme(HashAlgorithmName Name, string Oid, string Micalg, string EcdsaOid, int Length)
{
    /// <summary>Gets the hash that is asked for.</summary>
    public static SignatureScheme Of(SignatureHash hash) => hash switch
    {
        SignatureHash.Sha256 => new(HashAlgorithmName.SHA256, CmsOids.Sha256, "sha-256", CmsOids.EcdsaSha256, 32),
        SignatureHash.Sha384 => new(HashAlgorithmName.SHA384, CmsOids.Sha384, "sha-384", CmsOids.EcdsaSha384, 48),
        SignatureHash.Sha512 => new(HashAlgorithmName.SHA512, CmsOids.Sha512, "sha-512", CmsOids.EcdsaSha512, 64),
        _ => throw new NotSupportedException(hash.ToString()),
    };

    /// <summary>Writes the AlgorithmIdentifier of an RSA signature (RFC 5754, section 3.2; RFC 4056, section 3).</summary>
    public void WriteRsa(AsnWriter writer, SignaturePadding padding)
    {
        if (padding == SignaturePadding.Pkcs1)
        {
            Cms.WriteAlgorithmWithNull(writer, CmsOids.Rsa);
            return;
        }

        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.RsaPss);
            using (writer.PushSequence())
            {
                Cms.WriteHashAndMask(writer, Oid);
                using (writer.PushSequence(Cms.Context(2)))
                    writer.WriteInteger(Length);
            }
        }
    }
}
