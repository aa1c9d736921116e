using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Identity.Client;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>The token cache of Microsoft's library, in memory only: the caller keeps it, protected, and holds the lock.</summary>
internal sealed class TokenCacheBlob(byte[]? content)
{
    /// <summary>The cache as it is now, or <see langword="null"/> if there is nothing in it.</summary>
    internal byte[]? Content { get; private set; } = content;

    /// <summary>The tokens in it, so that they can be hidden wherever they turn up.</summary>
    /// <exception cref="SmtpSoarException">It is no such cache.</exception>
    internal IReadOnlyList<string> ReadSecrets()
    {
        if (Content is null)
            return [];
        try
        {
            using var json = JsonDocument.Parse(Content);
            return [.. Members(json.RootElement).SelectMany(Members).Select(Secret).OfType<string>()];
        }
        catch (JsonException)
        {
            throw Errors.OAuthTokensInvalid.With();
        }
    }

    /// <summary>Makes an application use it.</summary>
    internal T AttachTo<T>(T application)
        where T : IClientApplicationBase
    {
        application.UserTokenCache.SetBeforeAccess(access => access.TokenCache.DeserializeMsalV3(Content));
        application.UserTokenCache.SetAfterAccess(access =>
        {
            if (access.HasStateChanged)
                Content = access.TokenCache.SerializeMsalV3();
        });
        return application;
    }

    private static IEnumerable<JsonElement> Members(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Select(member => member.Value) : [];

    private static string? Secret(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("secret", out var secret) ? secret.GetString() : null;
}
