using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets;

/// <summary>Knows the shape in which SOAR exports an asset: its settings in <c>configuration</c>, among much else.</summary>
internal static class AssetExport
{
    private const string Configuration = "configuration";

    /// <summary>The settings, with the name of the asset, whether they are wrapped or not.</summary>
    internal static IEnumerable<KeyValuePair<string, object?>> Unwrap(IEnumerable<KeyValuePair<string, object?>> source)
    {
        var entries = source.ToList();
        var wrapper = entries.FindIndex(entry => IsKey(entry, Configuration));
        if (wrapper < 0)
            return entries;
        // The rest of an export (tags, owner, product) says nothing about the mail server.
        var name = entries.Where(entry => IsKey(entry, nameof(SmtpAsset.Name)));
        RefuseSettingsOutside(entries);
        return name.Concat(Members(entries[wrapper]));
    }

    private static void RefuseSettingsOutside(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        foreach (var entry in entries.Where(entry => !IsKey(entry, nameof(SmtpAsset.Name)) && AssetSettings.IsKnown(entry.Key)))
            throw Errors.AssetSettingMisplaced.With(entry.Key);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Members(KeyValuePair<string, object?> wrapper) => wrapper.Value switch
    {
        IEnumerable<KeyValuePair<string, object?>> members => members,
        IDictionary members => members.Cast<DictionaryEntry>()
            .Select(member => new KeyValuePair<string, object?>(member.Key.ToString() ?? "", member.Value)),
        var other => throw Errors.AssetSettingInvalid.With(wrapper.Key, new SettingValue(wrapper.Key, other).Described, "an object with the asset's settings"),
    };

    private static bool IsKey(KeyValuePair<string, object?> entry, string key) =>
        string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase);
}
