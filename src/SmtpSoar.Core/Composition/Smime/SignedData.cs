using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>SignedData of one signer (RFC 5652, section 5) over content of which only the hash is needed.</summary>
/// <param name="identity">The signer.</param>
/// <param name="scheme">The hash.</param>
/// <param name="padding">How an RSA key signs.</param>
/// <param name="time">The time of signing.</param>
internal sealed class SignedData(SigningIdentity identity, SignatureScheme scheme, SignaturePadding padding, DateTimeOffset time)
{
    private const int Version = 1;
    private const int FirstGeneralizedYear = 2050;

    private readonly HashSigner _signer = new(identity, scheme, padding);

    /// <summary>The whole structure beside the content.</summary>
    public byte[] Detached(byte[] digest)
    {
        var type = Cms.Encode(writer => Cms.WriteAlgorithm(writer, CmsOids.Data));
        var all = Around(new StreamedDer(type.Length), digest);
        return [.. all.Before, .. type, .. all.After];
    }

    /// <summary>The structure that goes around the content.</summary>
    public StreamedDer Around(long contentLength, byte[] digest)
    {
        var content = new StreamedDer(contentLength).Wrap(Cms.OctetString).Wrap(Cms.Context0);
        return Around(content.Precede(Cms.ObjectIdentifier(CmsOids.Data)).Wrap(Cms.Sequence), digest);
    }

    private StreamedDer Around(StreamedDer content, byte[] digest) => content
        .Precede(Cms.Encode(WriteBeginning))
        .Follow(Cms.Encode(WriteCertificates))
        .Follow(Cms.Encode(writer => WriteSigner(writer, digest)))
        .Wrap(Cms.Sequence)
        .Wrap(Cms.Context0)
        .Precede(Cms.ObjectIdentifier(CmsOids.SignedData))
        .Wrap(Cms.Sequence);

    private void WriteBeginning(AsnWriter writer)
    {
        writer.WriteInteger(Version);
        using (writer.PushSetOf())
            Cms.WriteAlgorithm(writer, scheme.Oid);
    }

    private void WriteCertificates(AsnWriter writer)
    {
        using (writer.PushSetOf(Cms.Context(0)))
        {
            writer.WriteEncodedValue(identity.Certificate.RawData);
            foreach (var other in identity.Intermediates)
                writer.WriteEncodedValue(other.RawData);
        }
    }

    private void WriteSigner(AsnWriter writer, byte[] digest)
    {
        var attributes = Cms.Encode(inner => WriteAttributes(inner, digest));
        var signature = _signer.Sign(Hash(attributes));
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteInteger(Version);
            Cms.WriteIssuerAndSerial(writer, identity.Certificate);
            Cms.WriteAlgorithm(writer, scheme.Oid);

            // The hash is over a SET OF, which stands here as [0] (RFC 5652, section 5.4).
            attributes[0] = Cms.Context0;
            writer.WriteEncodedValue(attributes);
            _signer.WriteAlgorithm(writer);
            writer.WriteOctetString(signature);
        }
    }

    private byte[] Hash(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(scheme.Name);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    private void WriteAttributes(AsnWriter writer, byte[] digest)
    {
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, CmsOids.ContentType, () => writer.WriteObjectIdentifier(CmsOids.Data));
            WriteAttribute(writer, CmsOids.MessageDigest, () => writer.WriteOctetString(digest));
            WriteAttribute(writer, CmsOids.SigningTime, () => WriteTime(writer));
            WriteAttribute(writer, CmsOids.SmimeCapabilities, () => WriteCapabilities(writer));
            WriteAttribute(writer, CmsOids.SigningCertificateV2, () => WriteCertificateHash(writer));
        }
    }

    private static void WriteAttribute(AsnWriter writer, string type, Action writeValue)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            using (writer.PushSetOf())
                writeValue();
        }
    }

    private void WriteTime(AsnWriter writer)
    {
        if (time.UtcDateTime.Year < FirstGeneralizedYear)
            writer.WriteUtcTime(time.ToUniversalTime());
        else
            writer.WriteGeneralizedTime(time.ToUniversalTime(), omitFractionalSeconds: true);
    }

    // The ciphers for an answer, the best first (RFC 8551, section 2.5.2).
    private static void WriteCapabilities(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            Cms.WriteAlgorithm(writer, CmsOids.Aes256);
            Cms.WriteAlgorithm(writer, CmsOids.Aes128);
        }
    }

    // ESSCertIDv2 with its default hash, SHA-256: no other certificate can take this one's place (RFC 5035, section 4).
    private void WriteCertificateHash(AsnWriter writer)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(Sha256Digest.Bytes(identity.Certificate.RawData));
    }
}
