using System;
using System.Collections.Generic;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Presets;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>Settings that are given for an asset; all its others stay.</summary>
/// <param name="settings">
/// Values by the names of <see cref="SmtpAsset"/>'s properties. <see langword="null"/> stands for the setting's default.
/// </param>
/// <param name="preset">The provider, whose settings stand wherever none is given.</param>
public sealed class AssetChange(IReadOnlyDictionary<string, object?> settings, ProviderPreset preset)
{
    /// <summary>Changes an asset.</summary>
    /// <exception cref="SmtpSoarException">Its settings don't fit together then.</exception>
    public void Apply(SmtpAsset asset)
    {
        ApplyTo(asset ?? throw new ArgumentNullException(nameof(asset)));
        AuthenticationChoice.Check(asset);
    }

    /// <summary>The same, without a look at how the asset logs in.</summary>
    internal void ApplyTo(SmtpAsset asset)
    {
        var defaults = new SmtpAsset();
        foreach (var setting in settings)
        {
            if (typeof(SmtpAsset).GetProperty(setting.Key) is { } property)
                property.SetValue(asset, setting.Value ?? property.GetValue(defaults));
        }

        preset.Renew(asset, Sets);
        AssetValidator.Validate(asset);
    }

    /// <summary>Whether a setting is given.</summary>
    internal bool Sets(string property) => settings.ContainsKey(property);
}

/// <summary>A kept asset after a change.</summary>
/// <param name="Asset">The asset as it is now, without secrets.</param>
/// <param name="NeedsLogin">Whether tokens were forgotten that only a person can get anew.</param>
public sealed record AssetChanged(RegisteredSmtpAsset Asset, bool NeedsLogin);
