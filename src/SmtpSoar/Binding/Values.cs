using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding;

/// <summary>Takes values out of what PowerShell wraps them in.</summary>
internal static class Values
{
    /// <summary>The value without its wrapper; lists element by element. An object made of properties stays.</summary>
    public static object? Unwrap(object? value)
    {
        if (IsChoice(value))
            return value!.ToString();
        var inner = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return inner is object[] items ? items.Select(Unwrap).ToArray() : inner;
    }

    /// <summary>The named entries of a dictionary or the properties of an object, or <see langword="null"/> for anything else.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>>? Members(object? value) => value switch
    {
        IDictionary map => (from DictionaryEntry entry in map select new KeyValuePair<string, object?>(Text(entry.Key), Unwrap(entry.Value))).ToList(),
        PSObject custom => custom.Properties.Select(property => new KeyValuePair<string, object?>(property.Name, Unwrap(property.Value))).ToList(),
        _ => null,
    };

    /// <summary>A scalar as text in invariant culture; dates as HTTP and mail write them (RFC 1123).</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime time => time.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // An enumeration's value that came out of a file of Export-Clixml is a number that knows its name.
    private static bool IsChoice(object? value) => value is PSObject wrapped && wrapped.TypeNames.Contains("Deserialized.System.Enum");
}
