using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Tables;

/// <summary>Writes a table in plain text: aligned columns, or below each other where these would be too wide.</summary>
internal static class TextTable
{
    /// <summary>The table.</summary>
    public static string Write(TableData data, TableOptions options)
    {
        var title = string.IsNullOrEmpty(options.Title) ? "" : options.Title + "\n";
        if (data.RowCount == 0)
            return title + Messages.TableEmpty + "\n";
        var lines = Columns(data);
        var isTooWide = lines.Any(line => AlignedColumns.WidthOf(line) > AlignedColumns.MaxWidth);
        return title + string.Join("\n", isTooWide ? Blocks(data) : lines) + "\n";
    }

    private static IReadOnlyList<string> Columns(TableData data)
    {
        var rows = new List<string[]> { data.Columns.Select(column => column.Heading).ToArray() };
        for (var row = 0; row < data.RowCount; row++)
            rows.Add(data.Columns.Select(column => OneLine(column.TextOf(row))).ToArray());
        rows.Insert(1, data.Columns.Select((_, i) => new string('-', rows.Max(row => AlignedColumns.WidthOf(row[i])))).ToArray());
        return AlignedColumns.Lines(rows, new HashSet<int>(Enumerable.Range(0, data.Columns.Count).Where(i => data.Columns[i].IsNumeric)));
    }

    private static IEnumerable<string> Blocks(TableData data)
    {
        var width = data.Columns.Max(column => AlignedColumns.WidthOf(column.Heading));
        for (var row = 0; row < data.RowCount; row++)
        {
            if (row > 0)
                yield return "";
            foreach (var column in data.Columns)
            {
                var blanks = new string(' ', width - AlignedColumns.WidthOf(column.Heading));
                yield return $"{column.Heading}{blanks} : {OneLine(column.TextOf(row))}".TrimEnd();
            }
        }
    }

    private static string OneLine(string text) =>
        string.Join(" ", text.Split(['\r', '\n', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
}
