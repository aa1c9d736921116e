using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Core.Assets;

namespace SmtpSoar.Binding;

/// <summary>Makes an asset of what a user gives for <c>-Asset</c>: an asset, a hashtable, an object, or JSON text.</summary>
internal static class AssetArgument
{
    // Derived properties that a deserialized asset carries along.
    private static readonly HashSet<string> Derived = new(StringComparer.OrdinalIgnoreCase) { nameof(SmtpAsset.EffectivePort) };

    /// <summary>The asset.</summary>
    /// <exception cref="SmtpSoarException">None can be made.</exception>
    public static SmtpAsset Resolve(object? argument)
    {
        var value = argument is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : argument;
        return value switch
        {
            null => throw Errors.AssetMissing.With(),
            SmtpAsset asset => asset,
            string text when text.TrimStart() is ['{', ..] => AssetReader.FromJson(text),
            string name => throw Errors.AssetNotFound.With(name),
            IDictionary settings => AssetReader.FromDictionary(Expand(Entries(settings))),
            PSObject custom => AssetReader.FromDictionary(Expand(Properties(custom))),
            _ => throw Errors.AssetInvalid.With(value.GetType().Name),
        };
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary settings) =>
        from DictionaryEntry entry in settings
        select new KeyValuePair<string, object?>(Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture)!, Values.Unwrap(entry.Value));

    private static IEnumerable<KeyValuePair<string, object?>> Properties(PSObject custom) =>
        from property in custom.Properties
        where !Derived.Contains(property.Name)
        select new KeyValuePair<string, object?>(property.Name, Values.Unwrap(property.Value));

    // The core knows no PSCredential.
    private static IEnumerable<KeyValuePair<string, object?>> Expand(IEnumerable<KeyValuePair<string, object?>> settings)
    {
        foreach (var setting in settings)
        {
            if (setting.Value is PSCredential credential && setting.Key.Equals("Credential", StringComparison.OrdinalIgnoreCase))
            {
                yield return new KeyValuePair<string, object?>(nameof(SmtpAsset.Username), credential.UserName);
                yield return new KeyValuePair<string, object?>(nameof(SmtpAsset.Password), credential.Password);
            }
            else
            {
                yield return setting;
            }
        }
    }
}
