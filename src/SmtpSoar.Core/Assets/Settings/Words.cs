using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Reads lists of words, such as OAuth scopes.</summary>
internal static class Words
{
    /// <summary>The words of a text or of an array of texts, or <see langword="null"/> if it is neither.</summary>
    internal static string[]? Read(object? value) => value switch
    {
        string text => Split(text).ToArray(),
        IDictionary or IEnumerable<KeyValuePair<string, object?>> => null,
        IEnumerable items => Read(items.Cast<object?>().Where(item => item is not null).ToList()),
        _ => null,
    };

    private static string[]? Read(List<object?> items) =>
        items.TrueForAll(item => item is string) ? items.SelectMany(item => Split((string)item!)).ToArray() : null;

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
