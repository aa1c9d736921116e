using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Core.Certificates;

/// <summary>Finds the reason why a certificate can't be used for a mail at some time.</summary>
internal static class CertificateCheck
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private const string AnyUsage = "2.5.29.37.0";
    private const int LeastRsaBits = 2048;

    // Signatures of authorities that can be forged, by their hash.
    private static readonly Dictionary<string, string> WeakSignatures = new()
    {
        ["1.2.840.113549.1.1.2"] = "MD2",
        ["1.2.840.113549.1.1.4"] = "MD5",
        ["1.2.840.113549.1.1.5"] = "SHA-1",
        ["1.3.14.3.2.29"] = "SHA-1",
        ["1.2.840.10040.4.3"] = "SHA-1",
        ["1.2.840.10045.4.1"] = "SHA-1",
    };

    // Key types that the system's library does not load, by their names.
    private static readonly Dictionary<string, string> OtherKeys = new()
    {
        ["1.2.840.113549.1.1.10"] = "it is typed RSASSA-PSS, and only keys that are typed RSA can be used",
        ["1.2.840.113549.1.1.7"] = "it is typed RSAES-OAEP, and only keys that are typed RSA can be used",
        ["1.3.101.110"] = "it is an X25519 key, which mail programs do not know",
        ["1.3.101.111"] = "it is an X448 key, which mail programs do not know",
        ["1.3.101.112"] = "it is an Ed25519 key, which mail programs do not know",
        ["1.3.101.113"] = "it is an Ed448 key, which mail programs do not know",
        ["1.2.840.10040.4.1"] = "it is a DSA key, which mail programs do not know any more",
    };

    // NIST's curves, which mail programs know (RFC 5480, section 2.1.1.1).
    private static readonly HashSet<string> Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    /// <summary>Whether the key is an RSA key.</summary>
    public static bool IsRsa(X509Certificate2 certificate) => certificate.GetKeyAlgorithm() == Rsa;

    /// <summary>The reason why a certificate can't sign a mail, or <see langword="null"/>.</summary>
    public static SmtpSoarException? ForSigning(X509Certificate2 certificate, DateTimeOffset now) =>
        ForKey(certificate) ?? ForTime(certificate, now) ?? ForStrength(certificate)
        ?? ForUsage(certificate, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, "digitalSignature");

    /// <summary>The reason why no mail can be encrypted for a certificate, or <see langword="null"/>.</summary>
    public static SmtpSoarException? ForEncryption(X509Certificate2 certificate, DateTimeOffset now) =>
        ForKey(certificate) ?? ForTime(certificate, now) ?? ForStrength(certificate)
        ?? (IsRsa(certificate)
            ? ForUsage(certificate, X509KeyUsageFlags.KeyEncipherment, "keyEncipherment")
            : ForUsage(certificate, X509KeyUsageFlags.KeyAgreement, "keyAgreement"));

    /// <summary>The sentence about a key type that is not supported, or <see langword="null"/> for one that is.</summary>
    /// <param name="algorithm">The key's object identifier.</param>
    public static string? KeyFault(string algorithm) => algorithm is Rsa or EllipticCurve
        ? null
        : OtherKeys.TryGetValue(algorithm, out var fault) ? fault : $"it is of an unknown type ({algorithm})";

    private static SmtpSoarException? ForKey(X509Certificate2 certificate) =>
        (KeyFault(certificate.GetKeyAlgorithm()) ?? CurveFault(certificate)) is { } fault
            ? Errors.CertificateKeyUnsupported.With(CertificateName.Of(certificate), fault)
            : null;

    private static string? CurveFault(X509Certificate2 certificate)
    {
        if (IsRsa(certificate))
            return null;
        try
        {
            var curve = AsnDecoder.ReadObjectIdentifier(certificate.GetKeyAlgorithmParameters(), AsnEncodingRules.DER, out _);
            return Curves.Contains(curve) ? null : $"its curve ({curve}) is none of P-256, P-384 and P-521";
        }
        catch (AsnContentException)
        {
            return "it describes a curve of its own";
        }
    }

    private static SmtpSoarException? ForTime(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now > certificate.NotAfter)
            return Errors.CertificateExpired.With(CertificateName.Of(certificate), certificate.NotAfter.ToUniversalTime());
        return now < certificate.NotBefore
            ? Errors.CertificateNotYetValid.With(CertificateName.Of(certificate), certificate.NotBefore.ToUniversalTime())
            : null;
    }

    private static SmtpSoarException? ForStrength(X509Certificate2 certificate)
    {
        if (Weakness(certificate) is { } weakness)
            return Errors.CertificateWeak.With(CertificateName.Of(certificate), weakness);
        return null;
    }

    private static string? Weakness(X509Certificate2 certificate)
    {
        if (WeakSignatures.TryGetValue(certificate.SignatureAlgorithm.Value ?? "", out var hash))
            return $"it is signed with {hash}";
        if (!IsRsa(certificate))
            return null;
        using var key = certificate.GetRSAPublicKey();
        return key!.KeySize < LeastRsaBits ? $"its RSA key has {key.KeySize} bits" : null;
    }

    // An extension that is not there restricts nothing (RFC 5280, sections 4.2.1.3 and 4.2.1.12; RFC 8550, section 4.4).
    private static SmtpSoarException? ForUsage(X509Certificate2 certificate, X509KeyUsageFlags needed, string name)
    {
        var extensions = certificate.Extensions;
        if (extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage && (usage.KeyUsages & needed) == 0)
            return Errors.CertificateUsage.With(CertificateName.Of(certificate), $"its key usage is {usage.KeyUsages}, without {name}");
        if (extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { } extended)
            return null;
        var purposes = extended.EnhancedKeyUsages.Cast<Oid>().ToList();
        return purposes.Exists(purpose => purpose.Value is EmailProtection or AnyUsage)
            ? null
            : Errors.CertificateUsage.With(
                CertificateName.Of(certificate),
                $"its extended key usage has no emailProtection, but {string.Join(", ", purposes.Select(NameOf))}");
    }

    private static string? NameOf(Oid purpose) => purpose.FriendlyName ?? purpose.Value;
}
