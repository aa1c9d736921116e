using System;
using System.Collections.Generic;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Assets.Presets;

/// <summary>The keys among an asset's settings that stand for several others: <c>Provider</c>, <c>Tenant</c> and <c>Cloud</c>.</summary>
internal sealed class PresetKeys
{
    private readonly ProviderPreset _preset = new();
    private readonly Dictionary<string, string> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Action<SettingValue>> _keys;

    internal PresetKeys() => _keys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ProviderPreset.Provider)] = value => _preset.Provider = SettingChoices.Provider.Read(value),
        [nameof(ProviderPreset.Tenant)] = value => _preset.Tenant = value.AsText(),
        [nameof(ProviderPreset.Cloud)] = value => _preset.Cloud = SettingChoices.Cloud.Read(value),
    };

    /// <summary>Reads an entry, if it is one of these.</summary>
    internal bool Take(KeyValuePair<string, object?> entry)
    {
        var key = entry.Key.Trim();
        if (!_keys.TryGetValue(key, out var assign))
            return false;
        var value = new SettingValue(entry.Key, entry.Value);
        if (value.IsGiven)
            Assign(key, value, assign);
        return true;
    }

    /// <summary>Completes the asset that all other settings are in already.</summary>
    internal void Complete(SmtpAsset asset) => _preset.Complete(asset);

    private void Assign(string key, SettingValue value, Action<SettingValue> assign)
    {
        if (_given.TryGetValue(key, out var earlier))
            throw Errors.AssetSettingTwice.With(key, earlier, value.Key);
        _given.Add(key, value.Key);
        assign(value);
    }
}
