using System.Collections.Generic;

namespace SmtpSoar.Core.OAuth;

/// <summary>Knows what to do about the refusals that the standards name.</summary>
/// <remarks>RFC 6749, sections 4.1.2.1 and 5.2; RFC 8628, section 3.5.</remarks>
internal static class OAuthAdvice
{
    private static readonly Dictionary<string, string> Rows = new()
    {
        ["invalid_client"] =
            "The provider does not know the client, or its secret is wrong or has expired: check ClientId and ClientSecret of the asset.",
        ["unauthorized_client"] =
            "The client may not log in this way: allow the flow where the client is registered, or choose another OAuthFlow.",
        ["unsupported_grant_type"] = "The provider does not know this way to log in: choose another OAuthFlow, and check TokenUrl.",
        ["invalid_scope"] = "Check Scopes of the asset: the provider does not know them, or does not give them to this client.",
        ["invalid_grant"] =
            "The code or token was used up, has expired, or belongs to another client. Log in again with Connect-SmtpAsset.",
        ["invalid_request"] =
            "The provider misses something in the request: check the URLs, ClientId and Scopes of the asset, and the redirect URI "
            + "where the client is registered.",
        ["access_denied"] = "The login was cancelled, or a policy forbids it. Try again, or ask the provider's administrator.",
        ["expired_token"] = "The code was not typed in time. Run Connect-SmtpAsset again.",
        ["consent_required"] = "Somebody must allow the application first: log in with Connect-SmtpAsset, or let an administrator consent.",
    };

    /// <summary>The advice, or <see langword="null"/> where the provider's words must do.</summary>
    internal static string? For(string? error) => error is not null && Rows.TryGetValue(error, out var advice) ? advice : null;
}
