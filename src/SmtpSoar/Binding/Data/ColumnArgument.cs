using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Core.Data;

namespace SmtpSoar.Binding.Data;

/// <summary>
/// The columns of a table as <c>Select-Object</c> takes them: names, and <c>@{ Name = 'MB'; Expression = { $_.Length / 1MB } }</c>.
/// </summary>
internal sealed class ColumnArgument
{
    private static readonly string[] NameKeys = ["Name", "Label", "N", "L"];
    private static readonly string[] ExpressionKeys = ["Expression", "E"];

    private readonly IReadOnlyList<ShownProperty> _columns;

    private ColumnArgument(IReadOnlyList<ShownProperty> columns) => _columns = columns;

    /// <summary>The headings.</summary>
    public IReadOnlyList<string> Names => _columns.Select(column => column.Heading).ToList();

    /// <summary>Reads the argument.</summary>
    /// <exception cref="SmtpSoarException">A hashtable says nothing of a column.</exception>
    public static ColumnArgument Read(object[]? given) => new((given ?? []).Select(Column).ToList());

    /// <summary>The values of an object, with those that the columns compute of it.</summary>
    /// <param name="source">The object.</param>
    /// <param name="values">Makes values of objects.</param>
    public object? Row(PSObject source, DataValues values)
    {
        var value = values.Of(source);
        return _columns.All(column => column.Heading == column.Name) || value is IReadOnlyList<object?>
            ? value
            : new ComputedRow(this, source, values, value as ITemplateObject);
    }

    private static ShownProperty Column(object given)
    {
        var inner = Values.Unwrap(given);
        if (inner is ScriptBlock alone)
            return new ShownProperty(alone.ToString().Trim(), null, alone);
        if (inner is not IDictionary map)
            return new ShownProperty(Values.Text(inner), Values.Text(inner), null);
        var expression = Find(map, ExpressionKeys);
        if ((Find(map, NameKeys) ?? expression) is not { } name)
            throw Errors.TableColumnInvalid.With();
        return new ShownProperty(
            Values.Text(name).Trim(),
            expression is ScriptBlock ? null : Values.Text(expression ?? name),
            expression as ScriptBlock);
    }

    private static object? Find(IDictionary map, string[] keys) => map.Keys
        .OfType<string>()
        .Where(key => keys.Contains(key, StringComparer.OrdinalIgnoreCase))
        .Select(key => Values.Unwrap(map[key]))
        .FirstOrDefault();

    private static object? Run(ScriptBlock script, PSObject source)
    {
        try
        {
            return ScriptArgument.Evaluate(script, source);
        }
        catch (RuntimeException cause) when (cause is not PipelineStoppedException)
        {
            throw Errors.ScriptBlockFailed.Because(cause, "Property", cause.Message.TrimEnd('.'));
        }
    }

    private sealed class ComputedRow(ColumnArgument columns, PSObject source, DataValues values, ITemplateObject? item) : ITemplateObject
    {
        public IReadOnlyList<string> Names => columns.Names;

        public string Text => source.ToString();

        public ITemplateObject Shown => this;

        public bool TryGet(string name, out object? value)
        {
            value = null;
            var column = columns._columns.FirstOrDefault(known => known.Heading.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (column?.Script is null)
                return column is not null && item?.TryGet(column.Name!, out value) == true;
            value = values.Of(Run(column.Script, source));
            return true;
        }
    }
}
