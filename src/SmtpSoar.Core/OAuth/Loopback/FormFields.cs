using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>The fields of a query or form.</summary>
internal sealed class FormFields
{
    private readonly Dictionary<string, string> _fields;

    private FormFields(Dictionary<string, string> fields) => _fields = fields;

    /// <summary>The value of a field, or <see langword="null"/>.</summary>
    internal string? this[string name] => _fields.TryGetValue(name, out var value) ? value : null;

    internal bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>Reads what a browser sends. A field that stands there twice counts as absent (RFC 6749, section 3.1).</summary>
    internal static FormFields Parse(string text) => new(text
        .Split(['&'], StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split(['='], 2))
        .GroupBy(field => WebUtility.UrlDecode(field[0]), StringComparer.Ordinal)
        .Where(same => same.Count() == 1)
        .ToDictionary(
            same => same.Key,
            same => same.Single() is [_, var value] ? WebUtility.UrlDecode(value) : "",
            StringComparer.Ordinal));

    /// <summary>The fields as a query, in one way of writing, whatever the browser's was.</summary>
    internal string ToQuery() =>
        string.Join("&", _fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
}
