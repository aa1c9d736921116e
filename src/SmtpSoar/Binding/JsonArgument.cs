using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core;

namespace SmtpSoar.Binding;

/// <summary>Writes what a user gives in place of JSON text as JSON text, which is what SOAR's result has.</summary>
internal static class JsonArgument
{
    // Deeper than anything that a parameter takes. An object that refers to itself ends here.
    private const int MaxDepth = 5;

    /// <summary>The text as it was given; a dictionary, an object or a list as JSON text.</summary>
    public static string? Text(object? argument) => Values.Unwrap(argument) switch
    {
        null => null,
        string text => text,
        { } value => Write(value),
    };

    /// <summary>A value as JSON text.</summary>
    public static string Write(object value) => ParameterJson.Write(Plain(value, 0));

    // The core knows no PSObject.
    private static object? Plain(object? wrapped, int depth)
    {
        var value = Values.Unwrap(wrapped);
        if (value is null or string or bool || IsNumber(value))
            return value;
        if (depth == MaxDepth)
            return value.GetType().Name;
        if (value is IEnumerable<KeyValuePair<string, object?>> pairs)
            return Plain(pairs, depth);
        if (Values.Members(value) is { } members)
            return Plain(members, depth);
        return value is IEnumerable items ? items.Cast<object?>().Select(item => Plain(item, depth + 1)).ToList() : Values.Text(value);
    }

    private static List<KeyValuePair<string, object?>> Plain(IEnumerable<KeyValuePair<string, object?>> members, int depth) =>
        members.Select(member => new KeyValuePair<string, object?>(member.Key, Plain(member.Value, depth + 1))).ToList();

    // An enumeration's value has the type code of a number, and is shown by its name.
    private static bool IsNumber(object value) =>
        value is not Enum && Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
