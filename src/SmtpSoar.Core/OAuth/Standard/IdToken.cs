using System;
using System.Linq;
using Microsoft.IdentityModel.JsonWebTokens;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>
/// Reads who logged in. It came from the token endpoint itself over TLS, so its signature adds nothing (OpenID Connect Core 1.0, section
/// 3.1.3.7, item 6).
/// </summary>
internal static class IdToken
{
    private static readonly string[] Claims = ["email", "preferred_username", "sub"];

    /// <summary>The user, or <see langword="null"/> where the token does not tell.</summary>
    internal static string? UserOf(string? token)
    {
        try
        {
            var read = string.IsNullOrEmpty(token) ? null : new JsonWebToken(token);
            return Claims.Select(
                claim => read is not null && read.TryGetPayloadValue<string>(claim, out var value)
                    ? value
                    : null).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        }
        catch (ArgumentException)
        {
            // No token that can be read: the user stays unknown.
            return null;
        }
    }
}
