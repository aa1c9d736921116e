using System.Collections.Generic;
using System.Text.Json;
using Microsoft.Identity.Client;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>The token cache of Microsoft's library, in memory only: the caller keeps it, protected, and holds the lock.</summary>
internal sealed class TokenCacheBlob(byte[]? content)
{
    /// <summary>The cache as it is now, or <see langword="null"/> if there is nothing in it.</summary>
    internal byte[]? Content { get; private set; } = content;

    /// <summary>The tokens in it, so that they can be hidden wherever they turn up.</summary>
    internal IEnumerable<string> Secrets
    {
        get
        {
            if (Content is null)
                yield break;
            using var json = JsonDocument.Parse(Content);
            foreach (var kind in json.RootElement.EnumerateObject())
            {
                foreach (var entry in Entries(kind.Value))
                {
                    if (entry.TryGetProperty("secret", out var secret) && secret.GetString() is { } text)
                        yield return text;
                }
            }
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

    private static IEnumerable<JsonElement> Entries(JsonElement kind)
    {
        if (kind.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var entry in kind.EnumerateObject())
        {
            if (entry.Value.ValueKind == JsonValueKind.Object)
                yield return entry.Value;
        }
    }
}
