using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>Knows the scopes of an asset that names none.</summary>
internal static class EntraScopes
{
    private const string Default = "/.default";

    // Microsoft's library adds these by itself.
    private static readonly string[] Added = ["openid", "profile", "offline_access"];

    /// <summary>The scopes for a flow of users or of the application itself.</summary>
    internal static IReadOnlyList<string> Of(OAuthSettings settings)
    {
        var own = settings.Scopes.Except(Added, StringComparer.OrdinalIgnoreCase).ToList();
        if (own.Count > 0)
            return own;
        var cloud = MicrosoftCloudHosts.OfLogin(settings.Microsoft!.Url.Host);
        return settings.Flow == OAuthFlow.ClientCredentials ? cloud.AppScopes : cloud.UserScopes;
    }

    /// <summary>The resource for a managed identity, which knows no scopes.</summary>
    internal static string ResourceOf(OAuthSettings settings)
    {
        var scope = settings.Scopes.Count > 0 ? settings.Scopes[0] : MicrosoftCloudHosts.Public.AppScopes[0];
        return scope.EndsWith(Default, StringComparison.OrdinalIgnoreCase) ? scope[..^Default.Length] : scope;
    }
}
