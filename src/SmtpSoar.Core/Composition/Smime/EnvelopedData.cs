using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>EnvelopedData (RFC 5652, section 6): content that the holders of some certificates can read.</summary>
/// <param name="recipients">The certificates.</param>
/// <param name="padding">How the content's key is encrypted for an RSA key.</param>
internal sealed class EnvelopedData(IReadOnlyList<X509Certificate2> recipients, EncryptionPadding padding)
{
    private const int KeyLength = 32;
    private const int BlockLength = 16;
    private const int VersionWithAgreement = 2;

    /// <summary>Encrypts content with a key that is made for it.</summary>
    public IReadOnlyList<IContentSegment> Seal(IReadOnlyList<IContentSegment> content)
    {
        var key = Random(KeyLength);
        var iv = Random(BlockLength);
        var encrypted = new EncryptedSegment(content, key, iv);
        var around = new StreamedDer(encrypted.Length)
            .Wrap(Cms.Context0Primitive)
            .Precede(Cms.Encode(writer => WriteContentType(writer, iv)))
            .Wrap(Cms.Sequence)
            .Precede(Cms.Encode(writer => WriteBeginning(writer, key)))
            .Wrap(Cms.Sequence)
            .Wrap(Cms.Context0)
            .Precede(Cms.ObjectIdentifier(CmsOids.EnvelopedData))
            .Wrap(Cms.Sequence);
        return [new BytesSegment(around.Before), encrypted];
    }

    private static byte[] Random(int count)
    {
        var bytes = new byte[count];
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(bytes);
        return bytes;
    }

    private static void WriteContentType(AsnWriter writer, byte[] iv)
    {
        writer.WriteObjectIdentifier(CmsOids.Data);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.Aes256);
            writer.WriteOctetString(iv);
        }
    }

    private void WriteBeginning(AsnWriter writer, byte[] key)
    {
        var info = new RecipientInfo(key, padding);
        writer.WriteInteger(recipients.All(CertificateCheck.IsRsa) ? 0 : VersionWithAgreement);
        using (writer.PushSetOf())
        {
            foreach (var recipient in recipients)
                info.Write(writer, recipient);
        }
    }
}
