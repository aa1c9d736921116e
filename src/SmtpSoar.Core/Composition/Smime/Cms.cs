using System;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>The values that several structures have in common, as DER.</summary>
internal static class Cms
{
    /// <summary>SEQUENCE.</summary>
    public const byte Sequence = 0x30;

    /// <summary>OCTET STRING.</summary>
    public const byte OctetString = 0x04;

    /// <summary>[0] EXPLICIT, and [0] IMPLICIT of what is made of parts.</summary>
    public const byte Context0 = 0xA0;

    /// <summary>[0] IMPLICIT OCTET STRING.</summary>
    public const byte Context0Primitive = 0x80;

    /// <summary>The tag [n] of something that has parts.</summary>
    public static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);

    /// <summary>Encodes what a method writes.</summary>
    public static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }

    /// <summary>An object identifier.</summary>
    public static byte[] ObjectIdentifier(string oid) => Encode(writer => writer.WriteObjectIdentifier(oid));

    /// <summary>AlgorithmIdentifier without parameters (RFC 5652, section 10.1).</summary>
    public static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(oid);
    }

    /// <summary>AlgorithmIdentifier with NULL for parameters.</summary>
    public static void WriteAlgorithmWithNull(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteNull();
        }
    }

    /// <summary>The parameters of a padding that has a hash and MGF1 with the same hash, [0] and [1] of RFC 8017, appendix A.2.</summary>
    public static void WriteHashAndMask(AsnWriter writer, string hash)
    {
        using (writer.PushSequence(Context(0)))
            WriteAlgorithmWithNull(writer, hash);
        using (writer.PushSequence(Context(1)))
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.Mgf1);
            WriteAlgorithmWithNull(writer, hash);
        }
    }

    /// <summary>IssuerAndSerialNumber (RFC 5652, section 10.2.4).</summary>
    public static void WriteIssuerAndSerial(AsnWriter writer, X509Certificate2 certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(certificate.IssuerName.RawData);

            // The framework has the number's bytes the other way round.
            writer.WriteInteger(new BigInteger(certificate.GetSerialNumber()));
        }
    }
}
