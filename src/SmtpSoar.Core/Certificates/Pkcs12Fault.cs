using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.X509;

namespace SmtpSoar.Core.Certificates;

/// <summary>
/// Finds the true reason why a PKCS #12 file does not load. The system's library says of a key that it does not know that the password may
/// be incorrect; another library opens the file all the same, and knows the key's type.
/// </summary>
internal static class Pkcs12Fault
{
    /// <summary>The reason as an error.</summary>
    public static SmtpSoarException Of(byte[] bytes, SecureString? password, string path, CryptographicException cause)
    {
        Pkcs12Store? store = null;
        try
        {
            Secrets.Use(password, characters => store = Open(bytes, characters));
        }
        catch (IOException fault) when (fault.Message.Contains("password"))
        {
            return password is { Length: > 0 } ? Errors.SigningPasswordWrong.With(path) : Errors.SigningPasswordMissing.With(path);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return Errors.SigningCertificateUnreadable.With(path, "it is no PKCS #12 file, or damaged.");
        }

        return KeyFault(store!) ?? Errors.SigningCertificateUnreadable.Because(cause, path, cause.Message);
    }

    private static Pkcs12Store Open(byte[] bytes, char[] password)
    {
        var store = new Pkcs12StoreBuilder().Build();
        store.Load(new MemoryStream(bytes, writable: false), password);
        return store;
    }

    private static SmtpSoarException? KeyFault(Pkcs12Store store)
    {
        foreach (var certificate in store.Aliases.Where(store.IsKeyEntry).Select(alias => store.GetCertificate(alias)?.Certificate))
        {
            if (certificate is not null && CertificateCheck.KeyFault(AlgorithmOf(certificate)) is { } fault)
                return Errors.CertificateKeyUnsupported.With($"'{ShownText.Line(certificate.SubjectDN.ToString())}'", fault);
        }

        return null;
    }

    private static string AlgorithmOf(X509Certificate certificate) =>
        certificate.CertificateStructure.SubjectPublicKeyInfo.Algorithm.Algorithm.Id;
}
