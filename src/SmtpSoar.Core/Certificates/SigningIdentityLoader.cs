using System;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmtpSoar.Core.Certificates.Stores;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Certificates;

/// <summary>Finds and opens a certificate with its private key.</summary>
internal static class SigningIdentityLoader
{
    private const int Sha1Length = 40;

    // Far more than a key and its chain have.
    private const int MaxSize = 1024 * 1024;

    /// <summary>Opens it.</summary>
    /// <exception cref="SmtpSoarException">It is not there, can't be read, or has no private key.</exception>
    public static SigningIdentity Load(CertificateSource source, CancellationToken stop)
    {
        var identity = source switch
        {
            { Certificate: { } certificate } => new SigningIdentity(certificate, []),
            { Thumbprint: { } thumbprint } => Find(thumbprint),
            _ => Read(source.Path ?? "", source.Password, stop),
        };
        return identity.Certificate.HasPrivateKey
            ? identity
            : throw Errors.SigningKeyMissing.With(CertificateName.Of(identity.Certificate));
    }

    private static SigningIdentity Find(string thumbprint)
    {
        var found = CertificateStores.All(StoreName.My).Where(certificate => Has(certificate, thumbprint)).ToList();
        return (found.Find(certificate => certificate.HasPrivateKey) ?? found.FirstOrDefault()) is { } chosen
            ? new SigningIdentity(chosen, [])
            : throw Errors.SigningCertificateNotFound.With(thumbprint);
    }

    private static bool Has(X509Certificate2 certificate, string thumbprint) => string.Equals(
        thumbprint,
        thumbprint.Length == Sha1Length ? certificate.Thumbprint : Sha256Digest.Of(certificate.RawData),
        StringComparison.OrdinalIgnoreCase);

    private static SigningIdentity Read(string path, SecureString? password, CancellationToken stop)
    {
        var bytes = BytesOf(path, stop);
        try
        {
            return CertificateBytes.ArePem(bytes) ? PemIdentity.Read(bytes, path, password) : Import(bytes, path, password);
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    }

    private static byte[] BytesOf(string path, CancellationToken stop)
    {
        var file = UserFile.Take(path, path, UserFileErrors.SigningCertificate, UserFile.MaxUnsized, stop);
        if (file.Length > MaxSize)
            throw Errors.SigningCertificateUnreadable.With(path, "it is larger than a certificate.");
        using var content = file.Open(0, stop);
        var bytes = new byte[file.Length];
        UserFile.Fill(content, bytes, bytes.Length);
        return bytes;
    }

    private static SigningIdentity Import(byte[] bytes, string path, SecureString? password)
    {
        var all = new X509Certificate2Collection();
        try
        {
            Secrets.Use(password, characters => Import(all, bytes, characters));
        }
        catch (CryptographicException cause)
        {
            throw Pkcs12Fault.Of(bytes, password, path, cause);
        }

        var certificates = all.Cast<X509Certificate2>().ToList();
        var own = certificates.Find(certificate => certificate.HasPrivateKey) ?? certificates.FirstOrDefault();
        return own is null
            ? throw Errors.SigningCertificateUnreadable.With(path, "it has no certificate in it.")
            : new SigningIdentity(own, [.. certificates.Where(certificate => !ReferenceEquals(certificate, own))]);
    }

#if NET
    // In memory alone: Windows would keep the key in a file otherwise. macOS has no such keys.
    private static void Import(X509Certificate2Collection all, byte[] bytes, char[] password) => all.Import(
        bytes,
        password,
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet);
#else
    private static void Import(X509Certificate2Collection all, byte[] bytes, char[] password) =>
        all.Import(bytes, new string(password), X509KeyStorageFlags.EphemeralKeySet);
#endif
}
