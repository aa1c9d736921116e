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
        var transport = settings.Asset.Transport;
        var cloud = MicrosoftCloudHosts.Of(MicrosoftCloudHosts.Find(settings.Microsoft!.Url.Host, settings.Asset.Server));
        return settings.Flow == OAuthFlow.ClientCredentials ? cloud.AppScopesOf(transport) : cloud.UserScopesOf(transport);
    }

    /// <summary>The resource for a managed identity, which knows no scopes.</summary>
    internal static string ResourceOf(OAuthSettings settings)
    {
        var scope = settings.Scopes.Count > 0 ? settings.Scopes[0] : MicrosoftCloudHosts.Public.AppScopesOf(settings.Asset.Transport)[0];
        return scope.EndsWith(Default, StringComparison.OrdinalIgnoreCase) ? scope[..^Default.Length] : scope;
    }
}
