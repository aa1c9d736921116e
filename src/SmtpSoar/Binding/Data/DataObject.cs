using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Binding.Data;

/// <summary>A hashtable, or an object with its properties. A value is read when it is asked for: some cost much, and some fail.</summary>
internal sealed class DataObject(PSObject source, DataValues values, ShownProperties shown) : ITemplateObject
{
    private IReadOnlyList<string>? _names;

    public IReadOnlyList<string> Names => _names ??= source.BaseObject is IDictionary map
        ? map.Keys.Cast<object>().Select(Values.Text).ToList()
        : source.Properties.Select(property => property.Name).ToList();

    public string Text
    {
        get
        {
            try
            {
                return source.BaseObject is IDictionary
                    ? string.Join("; ", Names.Select(Pair))
                    : source.ToString(null, CultureInfo.InvariantCulture);
            }
            catch (Exception cause) when (cause is not (PipelineStoppedException or FlowControlException or SmtpSoarException))
            {
                return "";
            }
        }
    }

    public ITemplateObject Shown => shown.Of(source) is { } properties ? new ShownObject(source, properties, values) : this;

    public bool TryGet(string name, out object? value)
    {
        if (source.BaseObject is IDictionary map)
            return TryEntry(map, name, out value);
        var property = source.Properties[name];
        value = property is null ? null : values.Of(Values.Read(property));
        return property is not null;
    }

    private bool TryEntry(IDictionary map, string name, out object? value)
    {
        object? key = map.Contains(name)
            ? name
            : map.Keys.Cast<object>().FirstOrDefault(key => Values.Text(key).Equals(name, StringComparison.OrdinalIgnoreCase));
        value = key is null ? null : values.Of(map[key]);
        return key is not null;
    }

    private string Pair(string name) => $"{name}={(TryGet(name, out var value) ? Values.Text(value) : "")}";
}
