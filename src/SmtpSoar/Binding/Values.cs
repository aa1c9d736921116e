using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Security;

namespace SmtpSoar.Binding;

/// <summary>Takes values out of what PowerShell wraps them in.</summary>
internal static class Values
{
    // Deeper than any list that a parameter takes. A list that contains itself ends here.
    private const int MaxDepth = 8;

    /// <summary>The value without its wrapper; lists element by element. An object made of properties stays.</summary>
    /// <exception cref="SmtpSoarException">Lists stand in lists too deep.</exception>
    public static object? Unwrap(object? value) => Unwrap(value, 0);

    /// <summary>The named entries of a dictionary or the properties of an object, or <see langword="null"/> for anything else.</summary>
    /// <exception cref="SmtpSoarException">A property or the dictionary can't be read.</exception>
    public static IReadOnlyList<KeyValuePair<string, object?>>? Members(object? value) => value switch
    {
        IDictionary map => Entries(map),
        IEnumerable<KeyValuePair<string, object?>> pairs => pairs.Select(pair => Member(pair.Key, pair.Value)).ToList(),
        PSObject custom => custom.Properties.Select(property => Member(property.Name, Read(property))).ToList(),
        _ => null,
    };

    /// <summary>The elements of a list and of the lists in it, in order, with their wrappers; anything else alone.</summary>
    /// <exception cref="SmtpSoarException">Lists stand in lists too deep.</exception>
    public static IEnumerable<object?> Flatten(object? value) => Flatten(value, 0);

    /// <summary>The elements of what PowerShell enumerates, and of the lists in it; <see langword="null"/> for anything else.</summary>
    /// <exception cref="SmtpSoarException">Lists stand in lists too deep.</exception>
    public static IEnumerable<object?>? Elements(object? value) => LanguagePrimitives.GetEnumerable(value) is null ? null : Flatten(value);

    /// <summary>The elements of a list; <see langword="null"/> for anything else: text, a dictionary, an object.</summary>
    public static IEnumerable<object?>? Items(object? value) => value switch
    {
        string or IDictionary or IEnumerable<KeyValuePair<string, object?>> => null,
        IEnumerable items => items.Cast<object?>(),
        _ => null,
    };

    /// <summary>Whether a value is a number. An enumeration's value has the type code of one, and is shown by its name.</summary>
    public static bool IsNumber(object? value) =>
        value is BigInteger
        || value is not (null or Enum) && Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal;

    /// <summary>A scalar as text in invariant culture; dates as HTTP and mail write them (RFC 1123).</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        DateTime time => time.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Whether a value has a text form of its own. An object without one calls itself by the name of its type.</summary>
    public static bool HasText(object value) => value is not (SecureString or PSCredential) && Text(value) != value.GetType().ToString();

    /// <summary>The kind of a value, for an error.</summary>
    public static string Kind(object value) => value switch
    {
        string => "text",
        bool => "a Boolean",
        SecureString => "a secure string",
        PSCredential => "a credential",
        DateTime or DateTimeOffset => "a date",
        _ when IsNumber(value) => "a number",
        _ when Items(value) is not null => "a list",
        IDictionary or PSObject => "an object",
        _ => $"an object of the type {value.GetType().Name}",
    };

    private static object? Unwrap(object? value, int depth)
    {
        if (IsChoice(value))
            return value!.ToString();
        var inner = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return inner switch
        {
            object[] items => items.Select(item => Unwrap(item, Deeper(depth))).ToArray(),
            SwitchParameter flag => flag.IsPresent,
            _ => inner,
        };
    }

    private static IEnumerable<object?> Flatten(object? value, int depth) =>
        Items(value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) is { } items
            ? items.SelectMany(item => Flatten(item, Deeper(depth)))
            : [value];

    private static int Deeper(int depth) => depth < MaxDepth ? depth + 1 : throw Errors.ListTooDeep.With(MaxDepth);

    // An IDictionary's own enumerator: the one of IEnumerable gives a generic dictionary's pairs.
    private static List<KeyValuePair<string, object?>> Entries(IDictionary map)
    {
        var entries = new List<KeyValuePair<string, object?>>(map.Count);
        foreach (DictionaryEntry entry in map)
            entries.Add(Member(Text(entry.Key), entry.Value));
        return entries;
    }

    private static KeyValuePair<string, object?> Member(string name, object? value) => new(name, Unwrap(value));

    /// <summary>The value of a property, which may be a script of the user's.</summary>
    /// <exception cref="SmtpSoarException">It can't be read.</exception>
    public static object? Read(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (ExtendedTypeSystemException cause)
        {
            throw Errors.PropertyUnreadable.Because(cause, property.Name, (cause.InnerException ?? cause).Message.TrimEnd('.'));
        }
    }

    // An enumeration's value that came out of a file of Export-Clixml is a number that knows its name.
    private static bool IsChoice(object? value) => value is PSObject wrapped && wrapped.TypeNames.Contains("Deserialized.System.Enum");
}
