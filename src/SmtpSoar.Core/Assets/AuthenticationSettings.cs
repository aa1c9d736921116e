using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets;

/// <summary>Knows which settings each authentication method needs.</summary>
internal static class AuthenticationSettings
{
    /// <summary>The settings that a method needs and the asset does not have.</summary>
    internal static IEnumerable<AssetSetting> Missing(SmtpAsset asset, AuthType method) =>
        Needed(asset, method).Where(need => !need.IsThere).Select(need => need.Setting);

    private static IEnumerable<(AssetSetting Setting, bool IsThere)> Needed(SmtpAsset asset, AuthType method) => method switch
    {
        AuthType.OAuth =>
        [
            (AssetSettings.Username, IsThere(asset.Username)),
            (AssetSettings.ClientId, IsThere(asset.ClientId)),
            (AssetSettings.ClientSecret, asset.ClientSecret is { Length: > 0 }),
            (AssetSettings.AuthUrl, IsThere(asset.AuthUrl)),
            (AssetSettings.TokenUrl, IsThere(asset.TokenUrl)),
        ],
        AuthType.Basic =>
        [
            (AssetSettings.Username, IsThere(asset.Username)),
            (AssetSettings.Password, asset.Password is not null),
        ],
        _ => [],
    };

    private static bool IsThere(string? text) => !string.IsNullOrWhiteSpace(text);
}
