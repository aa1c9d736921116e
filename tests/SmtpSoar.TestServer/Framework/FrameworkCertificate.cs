using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace SmtpSoar.TestServer;

/// <summary>A certificate made without the classes of newer frameworks, which Mono lacks.</summary>
internal static class FrameworkCertificate
{
    private const string Password = "test";

    private static readonly Lazy<byte[]> s_file = new(Make);

    /// <summary>A self-signed certificate for localhost: always the same, since its key takes a while.</summary>
    public static X509Certificate2 SelfSigned() => new(s_file.Value, Password, X509KeyStorageFlags.Exportable);

    private static byte[] Make()
    {
        var random = new SecureRandom();
        var generator = new RsaKeyPairGenerator();
        generator.Init(new KeyGenerationParameters(random, 2048));
        var keys = generator.GenerateKeyPair();
        var entry = new X509CertificateEntry(Certificate(keys, random));
        var store = new Pkcs12StoreBuilder().Build();
        store.SetKeyEntry("localhost", new AsymmetricKeyEntry(keys.Private), [entry]);
        using var file = new MemoryStream();
        store.Save(file, Password.ToCharArray(), random);
        return file.ToArray();
    }

    private static Org.BouncyCastle.X509.X509Certificate Certificate(AsymmetricCipherKeyPair keys, SecureRandom random)
    {
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(new BigInteger(120, random));
        certificate.SetIssuerDN(new X509Name("CN=localhost"));
        certificate.SetSubjectDN(new X509Name("CN=localhost"));
        certificate.SetNotBefore(DateTime.UtcNow.AddDays(-1));
        certificate.SetNotAfter(DateTime.UtcNow.AddDays(30));
        certificate.SetPublicKey(keys.Public);
        certificate.AddExtension(X509Extensions.SubjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.DnsName, "localhost")));
        return certificate.Generate(new Asn1SignatureFactory("SHA256WITHRSA", keys.Private, random));
    }
}
