using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Assets.Presets;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Json;

/// <summary>Knows the shape in which SOAR exports an asset: its settings in <c>configuration</c>, among much else.</summary>
/// <param name="note">Hears of the keys that are passed over. None of their values is ever shown.</param>
internal sealed class AssetExport(Action<string>? note)
{
    private const string Configuration = "configuration";

    private readonly List<string> _passedOver = [];

    /// <summary>
    /// The settings, with the name of the asset, whether they are wrapped or not, and without what concerns the platform alone.
    /// </summary>
    internal IReadOnlyList<KeyValuePair<string, object?>> Unwrap(IEnumerable<KeyValuePair<string, object?>> source)
    {
        var settings = Settings(source.ToList()).Where(entry => !IsPlatforms(entry.Key)).ToList();
        if (_passedOver.Count > 0)
            note?.Invoke(Messages.PlatformKeys(_passedOver));
        return settings;
    }

    private IEnumerable<KeyValuePair<string, object?>> Settings(List<KeyValuePair<string, object?>> entries)
    {
        var wrapper = entries.FindIndex(entry => IsKey(entry, Configuration));
        if (wrapper < 0)
            return entries;
        var name = entries.Where(entry => IsKey(entry, nameof(SmtpAsset.Name)));
        PassOverOutside(entries);
        return name.Concat(Members(entries[wrapper]));
    }

    // The rest of an export (tags, owner, product) says nothing about the mail server, whatever a later SOAR has in it.
    private void PassOverOutside(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        foreach (var entry in entries.Where(entry => !IsKey(entry, nameof(SmtpAsset.Name)) && !IsKey(entry, Configuration)))
            _passedOver.Add(AssetSettings.IsKnown(entry.Key) ? throw Errors.AssetSettingMisplaced.With(entry.Key) : SafeText.Of(entry.Key));
    }

    private bool IsPlatforms(string key)
    {
        var isPassedOver = PlatformKeys.Contains(key);
        if (isPassedOver)
            _passedOver.Add(key);
        return isPassedOver;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Members(KeyValuePair<string, object?> wrapper) => wrapper.Value switch
    {
        IEnumerable<KeyValuePair<string, object?>> members => members,
        IDictionary members => members.Cast<DictionaryEntry>()
            .Select(member => new KeyValuePair<string, object?>(member.Key.ToString() ?? "", member.Value)),
        var other =>
            throw Errors.AssetSettingInvalid.With(
                wrapper.Key,
                new SettingValue(wrapper.Key, other).Described,
                "an object with the asset's settings"),
    };

    private static bool IsKey(KeyValuePair<string, object?> entry, string key) =>
        string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase);
}
