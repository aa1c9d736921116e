using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.TestServer;

/// <summary>Makes certificates from recipes.</summary>
internal static class CertificateBuilder
{
    /// <summary>An elliptic key, which is made in no time.</summary>
    public static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static X509Certificate2 Authority(string name, ECDsa key)
    {
        CertificateRequest request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-365), DateTimeOffset.UtcNow.AddDays(365));
        return Portable(made);
    }

    public static X509Certificate2 SelfSigned(CertificateRecipe recipe, ECDsa key)
    {
        using X509Certificate2 made = Request(recipe, key).CreateSelfSigned(recipe.NotBefore, recipe.NotAfter);
        return Portable(made);
    }

    public static X509Certificate2 Issue(CertificateRecipe recipe, ECDsa key, X509Certificate2 authority)
    {
        CertificateRequest request = Request(recipe, key);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using X509Certificate2 made = request.Create(authority, recipe.NotBefore, recipe.NotAfter, serial);
        using X509Certificate2 withKey = made.CopyWithPrivateKey(key);
        return Portable(withKey);
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest Request(CertificateRecipe recipe, ECDsa key)
    {
        const string ServerUse = "1.3.6.1.5.5.7.3.1";
        const string ClientUse = "1.3.6.1.5.5.7.3.2";

        CertificateRequest request = Request(recipe.Subject, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(recipe.ForClient ? ClientUse : ServerUse)], false));
        if (recipe.Names.Count > 0)
        {
            request.CertificateExtensions.Add(Names(recipe));
        }

        if (recipe.RevocationList is { } list)
        {
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([list.AbsoluteUri]));
        }

        return request;
    }

    private static X509Extension Names(CertificateRecipe recipe)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in recipe.Names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(name);
            }
        }

        return names.Build();
    }

    /// <summary>The same with a key that every system's TLS can use; on Windows the key of a request is none of these.</summary>
    private static X509Certificate2 Portable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
}
