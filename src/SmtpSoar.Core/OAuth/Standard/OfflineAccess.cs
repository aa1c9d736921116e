using System;
using System.Linq;
using Duende.IdentityModel.Client;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>Asks for a refresh token: without one, a runbook would end with the first access token.</summary>
internal static class OfflineAccess
{
    /// <summary>The question that the login page must ask again, or <see langword="null"/>.</summary>
    /// <remarks>
    /// OpenID Connect Core 1.0, section 11; developers.google.com "Using OAuth 2.0 for Web Server Applications": no refresh token comes
    /// with a second consent unless it is asked for.
    /// </remarks>
    internal static string? Prompt(OAuthSettings settings) => IsGoogle(settings) || settings.Scopes.Contains("offline_access")
        ? "consent"
        : null;

    /// <summary>The parameters that Google takes in place of the scope <c>offline_access</c>.</summary>
    internal static Parameters? Parameters(OAuthSettings settings) => IsGoogle(settings)
        ? new Parameters { { "access_type", "offline" } }
        : null;

    private static bool IsGoogle(OAuthSettings settings) =>
        string.Equals(settings.AuthUrl!.Host, "accounts.google.com", StringComparison.OrdinalIgnoreCase);
}
