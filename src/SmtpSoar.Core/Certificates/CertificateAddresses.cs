using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Addresses;

namespace SmtpSoar.Core.Certificates;

/// <summary>The mail addresses that a certificate is for (RFC 8550, section 3).</summary>
internal static class CertificateAddresses
{
    private const string AlternativeName = "2.5.29.17";
    private const string EmailAddress = "1.2.840.113549.1.9.1";

    // GeneralName (RFC 5280, section 4.2.1.6).
    private static readonly Asn1Tag Rfc822Name = new(TagClass.ContextSpecific, 1);

    /// <summary>The addresses: those of the alternative name, else that of the subject.</summary>
    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        try
        {
            var alternative = certificate.Extensions.Cast<X509Extension>()
                .FirstOrDefault(extension => extension.Oid?.Value == AlternativeName);
            var names = alternative is null ? [] : ReadAlternative(alternative.RawData);
            return names.Count > 0 ? names : ReadSubject(certificate.SubjectName.RawData);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return [];
        }
    }

    /// <summary>Whether a certificate is for an address, in any letter case: authorities do not keep it.</summary>
    public static bool Matches(X509Certificate2 certificate, string address) =>
        Of(certificate).Any(other => string.Equals(Normalize(other), Normalize(address), StringComparison.OrdinalIgnoreCase));

    /// <summary>The address in the form that is compared: its domain in ASCII.</summary>
    public static string Normalize(string address)
    {
        var at = address.LastIndexOf('@');
        var domain = at < 0 ? null : DomainName.ToAscii(address.Substring(at + 1));
        return (domain is null ? address : $"{address[..(at + 1)]}{domain}").ToLower(CultureInfo.InvariantCulture);
    }

    private static List<string> ReadAlternative(byte[] extension)
    {
        var addresses = new List<string>();
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(Rfc822Name))
                addresses.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Rfc822Name));
            else
                names.ReadEncodedValue();
        }

        return addresses;
    }

    private static List<string> ReadSubject(byte[] name)
    {
        var addresses = new List<string>();
        var parts = new AsnReader(name, AsnEncodingRules.DER).ReadSequence();
        while (parts.HasData)
        {
            var attributes = parts.ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
                AddAddress(attributes.ReadSequence(), addresses);
        }

        return addresses;
    }

    private static void AddAddress(AsnReader attribute, List<string> addresses)
    {
        var type = attribute.ReadObjectIdentifier();
        if (type == EmailAddress)
            addresses.Add(attribute.ReadCharacterString((UniversalTagNumber)attribute.PeekTag().TagValue));
    }
}
