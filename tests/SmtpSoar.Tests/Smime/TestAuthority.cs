using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Tests.Smime;

/// <summary>An authority of its own: a root, one that it certified, and certificates for people.</summary>
internal sealed class TestAuthority : IDisposable
{
    // To make one takes longer than all else of a test.
    private static readonly Lazy<RSA>[] RsaKeys = [new(() => RSA.Create(2048)), new(() => RSA.Create(2048)), new(() => RSA.Create(2048)), new(() => RSA.Create(2048))];

    private static readonly DateTimeOffset Beginning = DateTimeOffset.UtcNow.AddDays(-10);

    private readonly List<X509Certificate2> _all = [];
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority()
    {
        Root = Keep(Authority("CN=SmtpSoar test root", _rootKey).CreateSelfSigned(Beginning.AddDays(-10), Beginning.AddYears(10)));
        var request = Authority("CN=SmtpSoar test issuer", _intermediateKey);
        Intermediate = Keep(request.Create(Root, Beginning.AddDays(-5), Beginning.AddYears(9), [0x7F, 1, 2]));
    }

    /// <summary>The root, with its key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The authority below it, without its key.</summary>
    public X509Certificate2 Intermediate { get; }

    /// <summary>A certificate with its key, for an address.</summary>
    public X509Certificate2 Issue(string address, Wish? wish = null)
    {
        wish ??= new Wish();
        var key = wish.CreateKey(_all.Count);
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={address.Split('@')[0]}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={address.Split('@')[0]}", (ECDsa)key, HashAlgorithmName.SHA256);
        wish.Extend(request, address);
        var serial = new byte[8];
        RandomNumberGenerator.Fill(serial);
        serial[0] &= 0x7F;
        var generator = X509SignatureGenerator.CreateForECDsa(_intermediateKey);
        using var certificate = request.Create(
            Intermediate.SubjectName, generator, wish.NotBefore ?? Beginning, wish.NotAfter ?? Beginning.AddYears(1), serial);
        return Keep(key is RSA own ? certificate.CopyWithPrivateKey(own) : certificate.CopyWithPrivateKey((ECDsa)key));
    }

    /// <summary>A PKCS #12 file with a certificate, its key, and those of the authorities.</summary>
    public byte[] Pkcs12(X509Certificate2 certificate, string? password) =>
        new X509Certificate2Collection(new[] { certificate, Intermediate, Root }).Export(X509ContentType.Pfx, password)!;

    /// <summary>A PEM file with a certificate, its key, and those of the authorities.</summary>
    public string Pem(X509Certificate2 certificate, string? password = null)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()!;
        var text = password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        return string.Join("\n", certificate.ExportCertificatePem(), text, Intermediate.ExportCertificatePem(), "");
    }

    /// <summary>A list of certificates that are revoked.</summary>
    public byte[] RevocationList(X509Certificate2 revoked)
    {
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(revoked);
        var identifier = X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Intermediate, true, false);
        return list.Build(
            Intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(_intermediateKey), 1, DateTimeOffset.UtcNow.AddDays(1), HashAlgorithmName.SHA256, identifier);
    }

    /// <summary>The same certificate alone.</summary>
    public static X509Certificate2 WithoutKey(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);

    public void Dispose()
    {
        foreach (var certificate in _all)
            certificate.Dispose();
        _rootKey.Dispose();
        _intermediateKey.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private X509Certificate2 Keep(X509Certificate2 certificate)
    {
        _all.Add(certificate);
        return certificate;
    }

    /// <summary>What a certificate is to be like.</summary>
    internal sealed record Wish
    {
        /// <summary>RSA, P-256, P-384, P-521, or secp256k1, which mail programs do not know.</summary>
        public string Key { get; init; } = "RSA";

        public int Bits { get; init; } = 2048;

        public DateTimeOffset? NotBefore { get; init; }

        public DateTimeOffset? NotAfter { get; init; }

        public X509KeyUsageFlags? Usage { get; init; }

        /// <summary>The extended usage: emailProtection.</summary>
        public string? Purpose { get; init; } = "1.3.6.1.5.5.7.3.4";

        /// <summary>Whether the address stands in the alternative name. Otherwise it stands nowhere.</summary>
        public bool HasAddress { get; init; } = true;

        /// <summary>The address of the list of those that are revoked.</summary>
        public string? RevocationList { get; init; }

        public AsymmetricAlgorithm CreateKey(int number) => Key switch
        {
            "RSA" => Bits == 2048 ? RsaKeys[number % RsaKeys.Length].Value : RSA.Create(Bits),
            "P-256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "P-384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            "secp256k1" => ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1")),
            _ => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        };

        public void Extend(CertificateRequest request, string address)
        {
            var encrypts = Key == "RSA" ? X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.KeyAgreement;
            request.CertificateExtensions.Add(new X509KeyUsageExtension(Usage ?? X509KeyUsageFlags.DigitalSignature | encrypts, true));
            if (Purpose is not null)
                request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Purpose)], false));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            if (RevocationList is not null)
                request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([RevocationList]));
            if (!HasAddress)
                return;
            var names = new SubjectAlternativeNameBuilder();
            names.AddEmailAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }
    }
}
