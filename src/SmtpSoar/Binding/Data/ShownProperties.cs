using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SmtpSoar.Binding.Data;

/// <summary>
/// Knows what of an object a console shows: its default properties, else the columns of its type's format data. Objects that were made by
/// Select-Object, or as [pscustomobject], show all that they have.
/// </summary>
internal sealed class ShownProperties(SessionState session)
{
    private const string DefaultSet = "DefaultDisplayPropertySet";
    private const string Custom = "System.Management.Automation.PSCustomObject";
    private const string SelectedPrefix = "Selected.";

    private readonly Dictionary<string, IReadOnlyList<ShownProperty>?> _known = new(StringComparer.Ordinal);

    /// <summary>The columns, or <see langword="null"/> for all properties.</summary>
    public IReadOnlyList<ShownProperty>? Of(PSObject source)
    {
        if (source.BaseObject is IDictionary
            || source.TypeNames.Count == 0
            || source.TypeNames[0].StartsWith(SelectedPrefix, StringComparison.Ordinal))
            return null;
        if (source.TypeNames[0] == Custom)
            return Default(source);
        if (!_known.TryGetValue(source.TypeNames[0], out var columns))
            _known[source.TypeNames[0]] = columns = Default(source) ?? Formatted(source);
        return columns;
    }

    private static List<ShownProperty>? Default(PSObject source)
    {
        var set = (source.Members["PSStandardMembers"]?.Value as PSMemberSet)?.Members[DefaultSet] as PSPropertySet;
        var names = set?.ReferencedPropertyNames;
        return names is { Count: > 0 } ? names.Select(name => new ShownProperty(name, name, null)).ToList() : null;
    }

    private List<ShownProperty>? Formatted(PSObject source)
    {
        foreach (var type in source.TypeNames.TakeWhile(name => name != "System.Object"))
        {
            var view = FormatData(type)
                .SelectMany(definition => definition.FormatViewDefinition)
                .Select(definition => definition.Control)
                .OfType<TableControl>()
                .FirstOrDefault(table => table.Rows.Count > 0);
            if (view is not null)
                return Columns(view, source).ToList();
        }

        return null;
    }

    private IEnumerable<ExtendedTypeDefinition> FormatData(string type)
    {
        try
        {
            return session.InvokeCommand.InvokeScript("param($type) Get-FormatData -TypeName $type", type)
                .Select(data => data.BaseObject).OfType<ExtendedTypeDefinition>();
        }
        catch (CommandNotFoundException)
        {
            // An engine without PowerShell's own modules.
            return [];
        }
    }

    private static IEnumerable<ShownProperty> Columns(TableControl view, PSObject source)
    {
        var columns = view.Rows[0].Columns;
        for (var i = 0; i < columns.Count; i++)
            yield return Column(columns[i].DisplayEntry, i < view.Headers.Count ? view.Headers[i].Label : null, source);
    }

    // The property itself has its type, where a view has text for it.
    private static ShownProperty Column(DisplayEntry entry, string? label, PSObject source)
    {
        if (label is not null && source.Properties[label] is not null)
            return new ShownProperty(label, label, null);
        return entry.ValueType == DisplayEntryValueType.Property
            ? new ShownProperty(label ?? entry.Value, entry.Value, null)
            : new ShownProperty(label ?? entry.Value.Trim(), null, ScriptBlock.Create(entry.Value));
    }
}
