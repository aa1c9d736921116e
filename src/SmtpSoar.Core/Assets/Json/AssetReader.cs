using System;
using System.Collections.Generic;
using System.Threading;
using SmtpSoar.Core.Assets.Presets;
using SmtpSoar.Core.Assets.Settings;

namespace SmtpSoar.Core.Assets.Json;

/// <summary>
/// Reads assets from SOAR's configuration: SOAR's keys and the property names of <see cref="SmtpAsset"/>, mixed, in any case.
/// A value that is null, empty or blank is not given. Whether the settings can work together is <see cref="AssetValidator"/>'s matter.
/// </summary>
public static class AssetReader
{
    /// <summary>The asset in a JSON text: the settings as an object, or SOAR's export with them in <c>configuration</c>.</summary>
    /// <param name="json">The text. No error quotes it.</param>
    /// <param name="note">Hears of keys that are SOAR's own and no settings.</param>
    public static SmtpAsset FromJson(string json, Action<string>? note = null)
    {
        _ = json ?? throw new ArgumentNullException(nameof(json));
        return Read(AssetJson.Parse(json), note);
    }

    /// <summary>The asset in a JSON file in UTF-8, with or without a byte order mark.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="note">Hears of keys that are SOAR's own and no settings.</param>
    /// <param name="cancellationToken">Ends the wait for the file.</param>
    public static SmtpAsset FromFile(string path, Action<string>? note = null, CancellationToken cancellationToken = default)
    {
        _ = path ?? throw new ArgumentNullException(nameof(path));
        return FromJson(AssetFile.ReadText(path, cancellationToken), note);
    }

    /// <summary>The asset in a hashtable's entries.</summary>
    /// <param name="settings">Keys and values. The values are .NET objects: who has wrapped ones unwraps them.</param>
    /// <param name="note">Hears of keys that are SOAR's own and no settings.</param>
    public static SmtpAsset FromDictionary(IEnumerable<KeyValuePair<string, object?>> settings, Action<string>? note = null)
    {
        _ = settings ?? throw new ArgumentNullException(nameof(settings));
        return Read(settings, note);
    }

    private static SmtpAsset Read(IEnumerable<KeyValuePair<string, object?>> source, Action<string>? note)
    {
        var asset = new SmtpAsset();
        var given = new Dictionary<AssetSetting, string>();
        var preset = new PresetKeys();
        foreach (var entry in new AssetExport(note).Unwrap(source))
        {
            if (preset.Take(entry))
                continue;
            var setting = AssetSettings.Find(entry.Key);
            var value = new SettingValue(entry.Key, entry.Value);
            if (value.IsGiven)
                Assign(asset, setting, value, given);
        }

        preset.Complete(asset);
        return asset;
    }

    private static void Assign(SmtpAsset asset, AssetSetting setting, SettingValue value, Dictionary<AssetSetting, string> given)
    {
        if (given.TryGetValue(setting, out var earlier))
            throw Errors.AssetSettingTwice.With(setting, earlier, value.Key);
        given.Add(setting, value.Key);
        setting.Assign(asset, value);
    }
}
