using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Data;

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
        var rows = items.Select(Row).ToList();
        var names = options.Columns.Count > 0 ? Wanted(rows, options.Columns) : NamesOf(rows);
        var columns = names.Select(name => new TableColumn(name, rows.Select(row => Value(row, name)).ToList(), options.Culture));
        return new TableData(columns.ToList(), rows.Count);
    }

    private static ITemplateObject Row(object? item) => item as ITemplateObject ?? new NamedValues([new(Alone, item)]);

    // As in a console: the first object that shows a part of itself says which. Those that show all add what others lack.
    private static List<string> NamesOf(List<ITemplateObject> rows)
    {
        var names = new List<string>();
        var hasPart = false;
        foreach (var row in rows)
        {
            var shown = row.Shown;
            var isPart = !ReferenceEquals(shown, row);
            if (!isPart || !hasPart)
                names.AddRange(shown.Names);
            hasPart |= isPart;
        }

        return names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
    }

    private static IReadOnlyList<string> Wanted(List<ITemplateObject> rows, IReadOnlyList<string> columns)
    {
        var missing = rows.Count == 0 ? null : columns.FirstOrDefault(column => !rows.Exists(row => row.TryGet(column, out _)));
        return missing is null ? columns : throw Errors.TableColumnUnknown.With(missing);
    }

    private static object? Value(ITemplateObject row, string name) =>
        row.Shown.TryGet(name, out var shown) ? shown : row.TryGet(name, out var value) ? value : null;
}
