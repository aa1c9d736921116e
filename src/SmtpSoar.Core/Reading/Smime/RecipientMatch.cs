using System.Linq;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.X509;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>Finds the certificate that a message names as a recipient's.</summary>
internal static class RecipientMatch
{
    /// <summary>Whether it is the one: by issuer and number, or by the identifier of its key.</summary>
    public static bool Is(Asn1Encodable identifier, X509Certificate2 certificate)
    {
        var known = new BouncyCertificate(certificate.RawData);
        if (identifier is IssuerAndSerialNumber issuer)
            return issuer.SerialNumber.Value.Equals(known.SerialNumber) && issuer.Issuer.Equivalent(known.IssuerDN);
        return identifier is Asn1OctetString key && IsKey(key, known);
    }

    /// <summary>Whether it is the one, for agreed keys.</summary>
    public static bool Is(KeyAgreeRecipientIdentifier identifier, X509Certificate2 certificate) => identifier.RKeyID is { } key
        ? IsKey(key.SubjectKeyIdentifier, new BouncyCertificate(certificate.RawData))
        : identifier.IssuerAndSerialNumber is { } issuer && Is(issuer, certificate);

    private static bool IsKey(Asn1OctetString key, BouncyCertificate certificate) =>
        certificate.GetExtensionValue(X509Extensions.SubjectKeyIdentifier) is { } extension
        && Asn1OctetString.GetInstance(extension.GetOctets()).GetOctets().SequenceEqual(key.GetOctets());
}
