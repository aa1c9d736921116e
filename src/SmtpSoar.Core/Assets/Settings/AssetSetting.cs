using System;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>One setting of an asset: what it is called and how it is set.</summary>
internal sealed class AssetSetting(string property, string? soarKey, Action<SmtpAsset, SettingValue> assign)
{
    /// <summary>The name of the property of <see cref="SmtpAsset"/>.</summary>
    internal string Property { get; } = property;

    /// <summary>The key in SOAR's configuration, if SOAR has the setting.</summary>
    internal string? SoarKey { get; } = soarKey;

    /// <summary>Reads the value into an asset.</summary>
    internal Action<SmtpAsset, SettingValue> Assign { get; } = assign;

    /// <summary>The setting under both its names, for messages.</summary>
    public override string ToString() => SoarKey is null ? Property : $"{Property} ({SoarKey})";
}
