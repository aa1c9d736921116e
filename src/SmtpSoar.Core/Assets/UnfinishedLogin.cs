using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets;

/// <summary>The login that an asset has some settings for, and the settings that it lacks.</summary>
internal sealed class UnfinishedLogin
{
    private UnfinishedLogin(SmtpAsset asset, AuthType method)
    {
        Method = method;
        Missing = AuthenticationSettings.Missing(asset, method).ToList();
    }

    internal AuthType Method { get; }

    internal IReadOnlyList<AssetSetting> Missing { get; }

    /// <summary>Whether a secret is there that nothing would use for want of a user name, and of nothing else.</summary>
    internal bool LacksOnlyUsername => Missing.Count == 1 && Missing[0] == AssetSettings.Username;

    /// <summary>
    /// The login of an asset for which no method's settings are complete; <see langword="null"/> where it has none at all.
    /// </summary>
    internal static UnfinishedLogin? Of(SmtpAsset asset)
    {
        if (AuthenticationSettings.HasClient(asset))
            return new UnfinishedLogin(asset, AuthType.OAuth);
        var isBasic = asset.Password is { Length: > 0 } || !string.IsNullOrWhiteSpace(asset.Username);
        return isBasic ? new UnfinishedLogin(asset, AuthType.Basic) : null;
    }
}
