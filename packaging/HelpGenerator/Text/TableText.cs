using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Extensions.Tables;
using SmtpSoar.HelpGenerator.Pages;

namespace SmtpSoar.HelpGenerator.Text;

/// <summary>A table as text: in columns while they are few and fit, else a paragraph for each row.</summary>
internal static class TableText
{
    private const int MostColumns = 3;
    private const int Gap = 2;
    private const int Narrowest = 12;

    public static void Add(TopicText text, Table table)
    {
        var rows = table.Cast<TableRow>().Select(Cells).ToList();
        if (rows[0].Length <= MostColumns && Widths(rows) is { } widths)
            AddColumns(text, rows, widths);
        else
            AddRecords(text, rows);
    }

    private static string[] Cells(TableRow row) => [.. row.Cast<TableCell>().Select(cell => string.Join(" ", PlainText.Paragraphs(cell)))];

    private static void AddRecords(TopicText text, List<string[]> rows)
    {
        foreach (var row in rows.Skip(1))
        {
            text.Body(row[0]);
            foreach (var cell in row.Skip(1))
                text.Item(TopicText.Indent, cell);
            text.Blank();
        }
    }

    private static void AddColumns(TopicText text, List<string[]> rows, int[] widths)
    {
        string[] rule = [.. widths.Select(width => new string('-', width))];
        foreach (var row in rows.Take(1).Append(rule).Concat(rows.Skip(1)))
        {
            var cells = row.Select((cell, column) => Wrapping.Lines(cell, widths[column]).ToList()).ToList();
            for (var line = 0; line < cells.Max(cell => cell.Count); line++)
                text.Line(TopicText.Indent + string.Concat(cells.Select((cell, column) => (line < cell.Count ? cell[line] : "").PadRight(widths[column] + Gap))));
        }
    }

    // The widest column gives way until all fit; none where a word is wider than its column then.
    private static int[]? Widths(List<string[]> rows)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        while (widths.Sum() + (Gap * (widths.Length - 1)) + TopicText.Indent.Length > TopicText.Width && widths.Max() > Narrowest)
            widths[Array.IndexOf(widths, widths.Max())]--;
        return rows.All(row => row.Zip(widths).All(cell => cell.First.Split(' ').All(word => word.Length <= cell.Second))) ? widths : null;
    }
}
