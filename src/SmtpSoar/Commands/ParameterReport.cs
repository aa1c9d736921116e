using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Commands;

/// <summary>Collects the effective parameters under their SOAR names, for the result.</summary>
internal sealed class ParameterReport(IDictionary<string, object?> target)
{
    public void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            target[name] = value;
    }

    /// <summary>A list, as SOAR writes it: separated by commas.</summary>
    public void Add(string name, string[]? values)
    {
        if (values is { Length: > 0 })
            Add(name, string.Join(", ", values));
    }

    /// <summary>Header fields as an object; a name that stands more than once has a list.</summary>
    public void Add(string name, IEnumerable<HeaderField> fields)
    {
        var groups = fields.GroupBy(field => field.Name).ToList();
        if (groups.Count > 0)
            target[name] = groups.ToDictionary(group => group.Key, group => group.Count() == 1 ? (object?)group.First().Value : group.Select(field => field.Value).ToArray());
    }
}
