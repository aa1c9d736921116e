using System;
using System.IO;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SmtpSoar.Core.Assets.Json;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>
/// A stored asset as bytes, to be protected. By hand: reflection would cost every start of a session, and would make
/// strings of the secrets.
/// </summary>
internal static class StoredAssetJson
{
    private const int Version = 1;
    private const string TlsCertificate = "certificate";
    private const string OAuthCertificate = "oauth_certificate";
    private const string SigningCertificate = "signing_certificate";

    internal static byte[] Write(StoredAsset stored)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            StoredSettingsJson.Write(json, stored.Asset);
            WriteSecret(json, "password", stored.Asset.Password);
            WriteSecret(json, "client_secret", stored.Asset.ClientSecret);
            WriteSecret(json, "pgp_passphrase", stored.Asset.PgpPassphrase);
            WriteSecret(json, "signing_password", stored.Asset.SigningPassword);
            StoredKeysJson.Write(json, stored.Asset.DkimPrivateKey);
            WriteSecret(json, "outbox_password", stored.Asset.OutboxPassword);
            WriteSecret(json, "outbox_key", stored.Asset.OutboxKey);
            WriteCertificate(json, TlsCertificate, stored.Certificate);
            WriteCertificate(json, OAuthCertificate, stored.OAuthCertificate);
            WriteCertificate(json, SigningCertificate, stored.SigningCertificate);
            json.WriteEndObject();
        }

        var content = stream.ToArray();
        Array.Clear(stream.GetBuffer(), 0, content.Length);
        return content;
    }

    /// <summary>The asset of these bytes, which are wiped.</summary>
    internal static StoredAsset Take(byte[] content, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return Read(json.RootElement);
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or InvalidOperationException or ArgumentException
                or System.Collections.Generic.KeyNotFoundException or SmtpSoarException)
        {
            throw Errors.AssetStoredInvalid.With(name);
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    private static StoredAsset Read(JsonElement json)
    {
        if (json.GetProperty("version").GetInt32() != Version)
            throw new FormatException("Another version.");
        var asset = AssetReader.FromJson(json.GetProperty(StoredSettingsJson.Property).GetRawText());
        asset.Password = ReadSecret(json, "password");
        asset.ClientSecret = ReadSecret(json, "client_secret");
        asset.OutboxPassword = ReadSecret(json, "outbox_password");
        asset.OutboxKey = ReadSecret(json, "outbox_key");
        asset.PgpPassphrase = ReadSecret(json, "pgp_passphrase");
        asset.SigningPassword = ReadSecret(json, "signing_password");
        asset.DkimPrivateKey = StoredKeysJson.Read(json);
        return new StoredAsset(
            asset,
            ReadCertificate(json, TlsCertificate),
            ReadCertificate(json, OAuthCertificate),
            ReadCertificate(json, SigningCertificate));
    }

    private static void WriteSecret(Utf8JsonWriter json, string property, SecureString? secret)
    {
        if (secret is null)
            return;
        var bytes = SecretBytes.Of(secret);
        json.WriteBase64String(property, bytes);
        Array.Clear(bytes, 0, bytes.Length);
    }

    private static SecureString? ReadSecret(JsonElement json, string property) =>
        json.TryGetProperty(property, out var secret) ? SecretBytes.Take(secret.GetBytesFromBase64()) : null;

    private static void WriteCertificate(Utf8JsonWriter json, string property, CertificateReference? certificate)
    {
        if (certificate is null)
            return;
        json.WriteStartObject(property);
        json.WriteString("location", certificate.Location.ToString());
        json.WriteString("thumbprint", certificate.Thumbprint);
        json.WriteEndObject();
    }

    private static CertificateReference? ReadCertificate(JsonElement json, string property) =>
        !json.TryGetProperty(property, out var certificate) ? null : new(
        (StoreLocation)Enum.Parse(typeof(StoreLocation), certificate.GetProperty("location").GetString()!),
        certificate.GetProperty("thumbprint").GetString()!);
}
