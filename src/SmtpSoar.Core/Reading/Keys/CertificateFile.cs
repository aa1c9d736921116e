using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Reading.Keys;

/// <summary>Reads certificates from files: PEM, DER, PFX.</summary>
internal static class CertificateFile
{
    private static readonly Regex Pem = new(
        @"-----BEGIN CERTIFICATE-----(?<body>[A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----", RegexOptions.CultureInvariant);

    // Keys are never written to the disk, but where the system can't do otherwise.
#if NETFRAMEWORK
    private const X509KeyStorageFlags Flags = X509KeyStorageFlags.EphemeralKeySet;
#else
    private static X509KeyStorageFlags Flags =>
        OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;
#endif

    /// <summary>The certificates of a file, without private keys.</summary>
    public static IReadOnlyList<X509Certificate2> Public(KeyFile file) => Reading(file, () =>
    {
        var found = file.IsPem ? FromPem(file).ToList() : [new X509Certificate2(file.Bytes)];
        return found.Count > 0 ? found : throw Errors.MailKeyUnreadable.With(file.Path, "it has no certificate");
    });

    /// <summary>The certificates of a file that have their private key there.</summary>
    public static IReadOnlyList<X509Certificate2> WithKeys(KeyFile file, SecureString? password) => Reading(file, () =>
    {
        if (file.IsPem)
            return [FromPem(file, password)];
        var collection = new X509Certificate2Collection();
        collection.Import(file.Bytes, PasswordText.Of(password), Flags);
        var found = collection.Cast<X509Certificate2>().Where(certificate => certificate.HasPrivateKey).ToList();
        return found.Count > 0 ? found : throw Errors.MailKeyMissing.With(file.Path);
    });

    private static IEnumerable<X509Certificate2> FromPem(KeyFile file) =>
        Pem.Matches(file.Text).Cast<Match>().Select(match => new X509Certificate2(Convert.FromBase64String(match.Groups["body"].Value)));

#if NETFRAMEWORK
    private static X509Certificate2 FromPem(KeyFile file, SecureString? password) =>
        throw Errors.MailKeyUnreadable.With(file.Path, "Windows PowerShell reads keys from .pfx files alone");
#else
    private static X509Certificate2 FromPem(KeyFile file, SecureString? password) => password is null
        ? X509Certificate2.CreateFromPem(file.Text, file.Text)
        : X509Certificate2.CreateFromEncryptedPem(file.Text, file.Text, PasswordText.Of(password));
#endif

    private static IReadOnlyList<X509Certificate2> Reading(KeyFile file, Func<IReadOnlyList<X509Certificate2>> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is CryptographicException or ArgumentException or FormatException)
        {
            throw Errors.MailKeyUnreadable.Because(cause, file.Path, cause.Message.TrimEnd('.'));
        }
    }
}
