using System;
using System.Linq;

namespace SmtpSoar.Core.Assets.Login;

/// <summary>Decides which grant an asset uses.</summary>
internal static class FlowChoice
{
    private const string AppScope = "/.default";

    /// <summary>The asset's own flow, or the one that its settings stand for.</summary>
    internal static OAuthFlow Of(SmtpAsset asset)
    {
        if (asset.OAuthFlow != OAuthFlow.Automatic)
            return asset.OAuthFlow;
        if (!string.IsNullOrWhiteSpace(asset.ServiceAccountKey))
            return OAuthFlow.ServiceAccount;
        var isApp = MicrosoftAuthority.Of(asset) is not null && asset.Scopes is { Length: > 0 } scopes
            && scopes.All(scope => scope.EndsWith(AppScope, StringComparison.OrdinalIgnoreCase));
        return isApp ? OAuthFlow.ClientCredentials : OAuthFlow.AuthorizationCode;
    }

    /// <summary>Whether a person must log in.</summary>
    internal static bool NeedsPerson(OAuthFlow flow) => flow is OAuthFlow.AuthorizationCode or OAuthFlow.DeviceCode;
}
