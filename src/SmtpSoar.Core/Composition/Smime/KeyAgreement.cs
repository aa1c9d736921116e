using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
#if NET
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
#else
using SmtpSoar.Core.Certificates;
#endif

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Encrypts a content's key for an elliptic curve key, by a key that is made for it (RFC 5753, section 3.1.1).</summary>
internal static class KeyAgreement
{
#if NET
    private const int Version = 3;
    private const int WrapBits = 256;

    // The first, and here the only, block of the key that is derived (RFC 5753, section 7.2; ANSI X9.63).
    private static readonly byte[] Counter = [0, 0, 0, 1];

    /// <summary>Writes KeyAgreeRecipientInfo.</summary>
    public static void Write(AsnWriter writer, X509Certificate2 certificate, byte[] key)
    {
        using var theirs = certificate.GetECDiffieHellmanPublicKey()!;
        using var ours = ECDiffieHellman.Create(theirs.ExportParameters(includePrivateParameters: false).Curve);
        using (writer.PushSequence(Cms.Context(1)))
        {
            writer.WriteInteger(Version);
            using (writer.PushSequence(Cms.Context(0)))
                WriteOriginator(writer, ours);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(CmsOids.EcdhSha256);
                Cms.WriteAlgorithm(writer, CmsOids.Aes256Wrap);
            }

            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                Cms.WriteIssuerAndSerial(writer, certificate);
                writer.WriteOctetString(Wrap(key, Derive(ours, theirs)));
            }
        }
    }

    // OriginatorPublicKey, without the curve: it is the recipient's (RFC 5753, section 3.1.1).
    private static void WriteOriginator(AsnWriter writer, ECDiffieHellman ours)
    {
        var point = ours.ExportParameters(includePrivateParameters: false).Q;
        using (writer.PushSequence(Cms.Context(1)))
        {
            Cms.WriteAlgorithm(writer, CmsOids.EllipticCurveKey);
            writer.WriteBitString([0x04, .. point.X!, .. point.Y!]);
        }
    }

    private static byte[] Derive(ECDiffieHellman ours, ECDiffieHellman theirs)
    {
        using var recipient = theirs.PublicKey;
        byte[] shared = [.. Counter, .. Cms.Encode(WriteSharedInfo)];
        return ours.DeriveKeyFromHash(recipient, HashAlgorithmName.SHA256, secretPrepend: null, secretAppend: shared);
    }

    // ECC-CMS-SharedInfo (RFC 5753, section 7.2). The wrap has no parameters, not even NULL (RFC 3565, section 2.3.2).
    private static void WriteSharedInfo(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            Cms.WriteAlgorithm(writer, CmsOids.Aes256Wrap);
            using (writer.PushSequence(Cms.Context(2)))
                writer.WriteOctetString([0, 0, WrapBits >> 8, WrapBits & 0xFF]);
        }
    }

    private static byte[] Wrap(byte[] key, byte[] wrapping)
    {
        var engine = new AesWrapEngine();
        engine.Init(forWrapping: true, new KeyParameter(wrapping));
        return engine.Wrap(key, 0, key.Length);
    }
#else
    /// <summary>Refuses: the .NET Framework has no such agreement with a certificate's key.</summary>
    public static void Write(AsnWriter writer, X509Certificate2 certificate, byte[] key) =>
        throw Errors.CertificateKeyUnsupported.With(
            CertificateName.Of(certificate),
            "Windows PowerShell encrypts for RSA keys only, and PowerShell 7 for elliptic curve keys too");
#endif
}
