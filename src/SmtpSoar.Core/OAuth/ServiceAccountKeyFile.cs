using System;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.OAuth;

/// <summary>A service account's key file, as Google Cloud gives it. It stays where it is, and nothing of it is kept.</summary>
/// <remarks>
/// developers.google.com/identity/protocols/oauth2/service-account, section "Creating a service account", read 2026-11-28.
/// </remarks>
internal sealed class ServiceAccountKeyFile : IDisposable
{
    // Such a file has 2.4 kilobytes.
    private const long MaxHeld = 64 * 1024;

    private ServiceAccountKeyFile(string account, string keyId, RSA key) => (Account, KeyId, Key) = (account, keyId, key);

    /// <summary>The service account's address.</summary>
    public string Account { get; }

    /// <summary>The id of its key.</summary>
    public string KeyId { get; }

    /// <summary>Its private key.</summary>
    public RSA Key { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="SmtpSoarException">It is not there, others can read it, or it is no such file.</exception>
    public static ServiceAccountKeyFile Read(string path, CancellationToken cancellationToken)
    {
        var file = UserFile.Take(path, path, UserFileErrors.ServiceAccount, MaxHeld, cancellationToken);
        PermissionCheck.RefuseAny(path, () => Errors.ServiceAccountKeyExposed);
        try
        {
            using var content = file.Open(0, cancellationToken);
            using var json = JsonDocument.Parse(content);
            return Read(json.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or CryptographicException or ArgumentException
            or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            // Not handed on as the cause: it may quote the key.
            throw Errors.ServiceAccountKeyInvalid.With(path);
        }
    }

    public void Dispose() => Key.Dispose();

    private static ServiceAccountKeyFile Read(JsonElement json)
    {
        if (Text(json, "type") != "service_account")
            throw new FormatException("Another kind of file.");
        return new ServiceAccountKeyFile(Text(json, "client_email"), Text(json, "private_key_id"), Import(Text(json, "private_key")));
    }

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException("Nothing is there.");

#if NET
    private static RSA Import(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }
#else
    private static RSACng Import(string pem)
    {
        const string begin = "-----BEGIN PRIVATE KEY-----";
        const string end = "-----END PRIVATE KEY-----";
        var start = pem.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var bytes = Convert.FromBase64String(pem.Substring(start, pem.IndexOf(end, StringComparison.Ordinal) - start));
        return new RSACng(CngKey.Import(bytes, CngKeyBlobFormat.Pkcs8PrivateBlob));
    }
#endif
}
