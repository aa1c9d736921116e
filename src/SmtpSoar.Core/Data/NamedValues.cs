using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SmtpSoar.Core.Data;

/// <summary>Names and their values, in order.</summary>
public sealed class NamedValues : ITemplateObject
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];

    /// <summary>Takes them. The last value of a name counts.</summary>
    /// <param name="values">Names and values.</param>
    public NamedValues(IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var value in values)
        {
            if (!_values.ContainsKey(value.Key))
                _names.Add(value.Key);
            _values[value.Key] = value.Value;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => _names;

    /// <inheritdoc/>
    public string Text => string.Join("; ", _names.Select(name => $"{name}={ValueText.Of(_values[name], CultureInfo.InvariantCulture)}"));

    /// <inheritdoc/>
    public ITemplateObject Shown => this;

    /// <inheritdoc/>
    public bool TryGet(string name, out object? value) => _values.TryGetValue(name, out value);
}
