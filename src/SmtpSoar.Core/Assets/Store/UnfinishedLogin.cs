using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>The login that an asset has some settings for, and the settings that it lacks.</summary>
internal sealed class UnfinishedLogin
{
    private UnfinishedLogin(SmtpAsset asset, AuthType method)
    {
        Method = method;
        Missing = AuthenticationSettings.Missing(asset, method).ToList();
        HasSecretOfNobody = HasSecret(asset) && Missing.Contains(AssetSettings.Username);
    }

    internal AuthType Method { get; }

    internal IReadOnlyList<AssetSetting> Missing { get; }

    /// <summary>Whether a secret is there that nothing would use for want of a user name.</summary>
    internal bool HasSecretOfNobody { get; }

    /// <summary>
    /// The login of an asset for which no method's settings are complete; <see langword="null"/> where it has none at all.
    /// </summary>
    internal static UnfinishedLogin? Of(SmtpAsset asset)
    {
        var hasPassword = asset.Password is { Length: > 0 };
        if (AuthenticationSettings.HasClientCredential(asset) || (AuthenticationSettings.HasClient(asset) && !hasPassword))
            return new UnfinishedLogin(asset, AuthType.OAuth);
        return hasPassword || !string.IsNullOrWhiteSpace(asset.Username) ? new UnfinishedLogin(asset, AuthType.Basic) : null;
    }

    private static bool HasSecret(SmtpAsset asset) =>
        AuthenticationSettings.HasClientCredential(asset) || asset.Password is { Length: > 0 };
}
