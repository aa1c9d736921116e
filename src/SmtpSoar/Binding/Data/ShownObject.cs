using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Binding.Data;

/// <summary>An object with the columns that a console shows of it.</summary>
internal sealed class ShownObject(PSObject source, IReadOnlyList<ShownProperty> properties, DataValues values) : ITemplateObject
{
    // Format data may colour its text for a terminal (ECMA-48).
    private static readonly Regex Colours = new("\u001B\\[[0-9;]*m", RegexOptions.CultureInvariant);

    public IReadOnlyList<string> Names => properties.Select(property => property.Heading).ToList();

    public string Text => source.ToString();

    public ITemplateObject Shown => this;

    public bool TryGet(string name, out object? value)
    {
        var property = properties.FirstOrDefault(known => known.Heading.Equals(name, StringComparison.OrdinalIgnoreCase));
        value = property is null ? null : Plain(property);
        return property is not null;
    }

    private object? Plain(ShownProperty property)
    {
        var value = values.Of(Read(property));
        return value is string text ? Colours.Replace(text, "") : value;
    }

    private object? Read(ShownProperty property)
    {
        if (property.Script is not null)
            return ScriptArgument.Evaluate(property.Script, source);
        return source.Properties[property.Name] is { } found ? Values.Read(found) : null;
    }
}
