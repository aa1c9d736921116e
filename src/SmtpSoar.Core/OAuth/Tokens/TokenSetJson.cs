using System;
using System.IO;
using System.Text.Json;

namespace SmtpSoar.Core.OAuth.Tokens;

/// <summary>Tokens as bytes, to be protected.</summary>
internal static class TokenSetJson
{
    private const int Version = 1;

    internal static byte[] Write(TokenSet tokens)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("access_token", tokens.AccessToken);
            json.WriteString("obtained_on", tokens.ObtainedOn);
            if (tokens.ExpiresOn is { } end)
                json.WriteString("expires_on", end);
            WriteText(json, "refresh_token", tokens.RefreshToken);
            json.WriteString("scope", string.Join(" ", tokens.Scopes));
            WriteText(json, "user", tokens.User);
            if (tokens.Cache is not null)
                json.WriteBase64String("cache", tokens.Cache);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The tokens of these bytes.</summary>
    /// <exception cref="SmtpSoarException">They are none that this version reads.</exception>
    internal static TokenSet Read(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return Read(json.RootElement);
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            throw Errors.OAuthTokensInvalid.With();
        }
    }

    private static TokenSet Read(JsonElement json) => json.GetProperty("version").GetInt32() != Version
        ? throw new FormatException("Another version.")
        : new TokenSet
        {
            AccessToken = json.GetProperty("access_token").GetString() ?? throw new FormatException("No access token."),
            ObtainedOn = json.GetProperty("obtained_on").GetDateTimeOffset(),
            ExpiresOn = json.TryGetProperty("expires_on", out var end) ? end.GetDateTimeOffset() : null,
            RefreshToken = ReadText(json, "refresh_token"),
            Scopes = [.. (ReadText(json, "scope") ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries)],
            User = ReadText(json, "user"),
            Cache = json.TryGetProperty("cache", out var cache) ? cache.GetBytesFromBase64() : null,
        };

    private static void WriteText(Utf8JsonWriter json, string property, string? text)
    {
        if (text is not null)
            json.WriteString(property, text);
    }

    private static string? ReadText(JsonElement json, string property) => json.TryGetProperty(property, out var text)
        ? text.GetString()
        : null;
}
