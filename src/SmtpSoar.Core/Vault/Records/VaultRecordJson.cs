using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Vault.Records;

/// <summary>A record as it lies on the disk. By hand: reflection would cost every start of a session.</summary>
internal static class VaultRecordJson
{
    internal static void Write(Stream stream, VaultFile file)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("vault_id", file.VaultId);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("size", file.Size);
        json.WriteString("name", file.Name);
        json.WriteString("container_id", file.ContainerId);
        json.WriteString("create_time", file.CreateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    /// <summary>The record of a file, or the error that names the file.</summary>
    internal static VaultFile Read(VaultLayout layout, string id, string path, byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return Read(layout, id, json.RootElement);
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            throw Errors.VaultRecordDamaged.Because(exception, path, "it is not the JSON that was written");
        }
    }

    private static VaultFile Read(VaultLayout layout, string id, JsonElement json)
    {
        var digest = new ContentDigest(json.GetProperty("size").GetInt64(), Text(json, "vault_id"), Text(json, "sha256"));
        if (digest.Sha1 != id || !Hex.IsHex(digest.Sha256, 64) || digest.Size < 0)
            throw new FormatException("The record is not of this content.");
        var created = DateTimeOffset.ParseExact(Text(json, "create_time"), "O", CultureInfo.InvariantCulture);
        return VaultRecord.Create(layout, digest, Text(json, "name"), json.GetProperty("container_id").GetString(), created);
    }

    private static string Text(JsonElement json, string property) =>
        json.GetProperty(property).GetString() ?? throw new FormatException(property + " is null.");
}
