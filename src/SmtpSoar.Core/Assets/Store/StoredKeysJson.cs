using System;
using System.Linq;
using System.Security;
using System.Text.Json;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>A stored asset's keys for DKIM: a text is the path of a file, an object has the key itself.</summary>
internal static class StoredKeysJson
{
    private const string Property = "dkim_keys";
    private const string Secret = "secret";

    internal static void Write(Utf8JsonWriter json, object[]? keys)
    {
        if (keys is not { Length: > 0 })
            return;
        json.WriteStartArray(Property);
        foreach (var key in keys)
        {
            if (key is SecureString secret)
                Write(json, secret);
            else
                json.WriteStringValue((string)key);
        }

        json.WriteEndArray();
    }

    internal static object[] Read(JsonElement json) =>
        json.TryGetProperty(Property, out var keys) ? keys.EnumerateArray().Select(ReadKey).ToArray() : [];

    private static void Write(Utf8JsonWriter json, SecureString secret)
    {
        var bytes = SecretBytes.Of(secret);
        json.WriteStartObject();
        json.WriteBase64String(Secret, bytes);
        json.WriteEndObject();
        Array.Clear(bytes, 0, bytes.Length);
    }

    private static object ReadKey(JsonElement key) => key.ValueKind == JsonValueKind.String
        ? key.GetString()!
        : SecretBytes.Take(key.GetProperty(Secret).GetBytesFromBase64());
}
