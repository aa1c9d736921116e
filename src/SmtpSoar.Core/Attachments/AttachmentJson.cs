using System.Collections.Generic;
using System.Text.Json;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Attachments;

/// <summary>Reads SOAR's <c>attachment_json</c>: a list of objects with <c>vault_id</c> and optionally <c>content_id</c>.</summary>
public static class AttachmentJson
{
    /// <summary>
    /// The attachments in order. Blank text stands for none. Keys that are not known are ignored, as the connector does;
    /// an entry without a vault id comes as a reference to nothing.
    /// </summary>
    /// <exception cref="SmtpSoarException">The text is no JSON, no list, or an entry is no object.</exception>
    public static IReadOnlyList<AttachmentReference> Read(string json) =>
        string.IsNullOrWhiteSpace(json) ? [] : JsonText.Read(json, Errors.AttachmentJsonInvalid, ReadList);

    private static List<AttachmentReference> ReadList(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
            throw Errors.AttachmentJsonInvalid.With("it is no list");

        var references = new List<AttachmentReference>();
        foreach (var entry in root.EnumerateArray())
            references.Add(ReadEntry(entry, references.Count + 1));
        return references;
    }

    private static AttachmentReference ReadEntry(JsonElement entry, int number)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw Errors.AttachmentJsonInvalid.With($"entry {number} is no object");
        var vaultId = Text(entry, "vault_id", number)?.Trim();
        return new AttachmentReference { VaultId = vaultId is "" ? null : vaultId, ContentId = Text(entry, "content_id", number) };
    }

    private static string? Text(JsonElement entry, string key, int number)
    {
        if (!entry.TryGetProperty(key, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Errors.AttachmentJsonInvalid.With($"{key} of entry {number} is no text"),
        };
    }
}
