using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Templates.Data;

namespace SmtpSoar.Core.Tables;

/// <summary>Objects as rows and columns.</summary>
internal sealed class TableData
{
    // A value alone has no name.
    private const string Alone = "Value";

    private TableData(IReadOnlyList<TableColumn> columns, int rowCount) => (Columns, RowCount) = (columns, rowCount);

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount { get; }

    /// <summary>Makes rows of values: each object is one, and each other value a row with one cell.</summary>
    /// <param name="items">The values.</param>
    /// <param name="options">The columns that are wanted, and the culture.</param>
    /// <exception cref="SmtpSoarException">A wanted column is in none of the objects, or a value can't be read.</exception>
    public static TableData Of(IReadOnlyList<object?> items, TableOptions options)
    {
        var rows = items.Select(item => Row(item, options.Columns.Count > 0)).ToList();
        var names = options.Columns.Count > 0 ? Wanted(rows, options.Columns) : NamesOf(rows);
        return new TableData(names.Select(name => new TableColumn(name, rows.Select(row => Value(row, name)).ToList(), options.Culture)).ToList(), rows.Count);
    }

    private static ITemplateObject Row(object? item, bool isWhole) => item switch
    {
        ITemplateObject model => isWhole ? model : model.Shown,
        _ => new NamedValues([new(Alone, item)]),
    };

    private static List<string> NamesOf(List<ITemplateObject> rows) =>
        rows.SelectMany(row => row.Names).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

    private static IReadOnlyList<string> Wanted(List<ITemplateObject> rows, IReadOnlyList<string> columns)
    {
        var missing = rows.Count == 0 ? null : columns.FirstOrDefault(column => !rows.Exists(row => row.TryGet(column, out _)));
        return missing is null ? columns : throw Errors.TableColumnUnknown.With(missing);
    }

    private static object? Value(ITemplateObject row, string name) => row.TryGet(name, out var value) ? value : null;
}
