using System;
using System.Collections.Generic;
#if NET
using System.Linq;
#endif
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Core.Certificates;

/// <summary>Opens a PEM file that has a certificate and its private key, and may have those of authorities (RFC 7468).</summary>
internal static class PemIdentity
{
    private const string KeyLabel = "PRIVATE KEY-----";
    private const string EncryptedLabel = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

    /// <summary>Opens it.</summary>
    /// <exception cref="SmtpSoarException">It can't be.</exception>
    public static SigningIdentity Read(byte[] bytes, string path, SecureString? password)
    {
        var text = CertificateBytes.TextOf(bytes);
        try
        {
            var certificates = CertificateBytes.ReadPem(text);
            if (certificates.Count == 0)
                throw Errors.SigningCertificateUnreadable.With(path, "it has no certificate in it.");
            if (!text.Contains(KeyLabel))
                throw Errors.SigningKeyMissing.With(CertificateName.Of(certificates[0]));
            var isEncrypted = text.Contains(EncryptedLabel);
            return isEncrypted && password is not { Length: > 0 }
                ? throw Errors.SigningPasswordMissing.With(path)
                : Combine(certificates, text, path, isEncrypted ? password : null);
        }
        catch (Exception cause) when (cause is CryptographicException or ArgumentException)
        {
            throw Errors.SigningCertificateUnreadable.Because(cause, path, cause.Message);
        }
    }

#if NET
    // The key belongs to one of them, and the first is that in nearly every file.
    private static SigningIdentity Combine(IReadOnlyList<X509Certificate2> certificates, string text, string path, SecureString? password)
    {
        foreach (var certificate in certificates)
        {
            if (CertificateCheck.KeyFault(certificate.GetKeyAlgorithm()) is { } fault)
                throw Errors.CertificateKeyUnsupported.With(CertificateName.Of(certificate), fault);
            if (TryCombine(certificate, text, path, password) is { } own)
                return new SigningIdentity(own, [.. certificates.Where(other => !ReferenceEquals(other, certificate))]);
        }

        throw Errors.SigningCertificateUnreadable.With(path, "its private key belongs to none of its certificates.");
    }

    private static X509Certificate2? TryCombine(X509Certificate2 certificate, string text, string path, SecureString? password)
    {
        using AsymmetricAlgorithm key = CertificateCheck.IsRsa(certificate) ? RSA.Create() : ECDsa.Create();
        try
        {
            Import(key, text, password);
        }
        catch (CryptographicException cause) when (password is not null)
        {
            throw Errors.SigningPasswordWrong.Because(cause, path);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return null;
        }

        return Copy(certificate, key);
    }

    private static X509Certificate2? Copy(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        try
        {
            return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Import(AsymmetricAlgorithm key, string text, SecureString? password)
    {
        if (password is null)
            key.ImportFromPem(text);
        else
            Secrets.Use(password, characters => key.ImportFromEncryptedPem(text, characters));
    }
#else
    private static SigningIdentity Combine(
        IReadOnlyList<X509Certificate2> certificates, string text, string path, SecureString? password) =>
        throw Errors.SigningCertificateUnreadable.With(
            path, "Windows PowerShell reads no private key from a PEM file, only from a .pfx file.");
#endif
}
