using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Certificates;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Encrypts a content's key for one recipient (RFC 5652, section 6.2).</summary>
/// <param name="key">The key.</param>
/// <param name="padding">How it is encrypted for an RSA key.</param>
internal sealed class RecipientInfo(byte[] key, EncryptionPadding padding)
{
    private const int TransportVersion = 0;

    /// <summary>Writes the recipient's RecipientInfo.</summary>
    public void Write(AsnWriter writer, X509Certificate2 certificate)
    {
        if (CertificateCheck.IsRsa(certificate))
            WriteTransport(writer, certificate);
        else
            KeyAgreement.Write(writer, certificate, key);
    }

    // KeyTransRecipientInfo (RFC 5652, section 6.2.1; RFC 3560, section 3).
    private void WriteTransport(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(TransportVersion);
            Cms.WriteIssuerAndSerial(writer, certificate);
            WriteAlgorithm(writer);
            writer.WriteOctetString(Encrypt(certificate));
        }
    }

    private void WriteAlgorithm(AsnWriter writer)
    {
        if (padding == EncryptionPadding.Pkcs1)
        {
            Cms.WriteAlgorithmWithNull(writer, CmsOids.Rsa);
            return;
        }

        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.RsaOaep);
            using (writer.PushSequence())
                Cms.WriteHashAndMask(writer, CmsOids.Sha256);
        }
    }

    private byte[] Encrypt(X509Certificate2 certificate)
    {
        using var recipient = certificate.GetRSAPublicKey();
        return recipient!.Encrypt(key, padding == EncryptionPadding.Oaep ? RSAEncryptionPadding.OaepSHA256 : RSAEncryptionPadding.Pkcs1);
    }
}
