using System.Collections.Generic;
using System.Linq;
using System.Text;
using static System.FormattableString;

namespace SmtpSoar.Core.Tables;

/// <summary>
/// Writes a table in HTML that mail programs show well: all styles inline, since Gmail drops style sheets of large mails; only what Word's
/// engine, that of Outlook for Windows, knows of CSS; each colour with its background, so that a dark mode turns both or none.
/// </summary>
internal static class HtmlTable
{
    /// <summary>The class by which the text part knows such a table, whose columns it aligns.</summary>
    public const string ClassName = "soar-table";

    private const string Font = "font-family:'Segoe UI',Arial,Helvetica,sans-serif;font-size:14px;line-height:20px";
    private const string Colors = "color:#1f2328;background-color:#ffffff";
    private const string Border = "border:1px solid #c9ced6";
    private const string Padding = "padding:6px 10px";
    private const string Heading = "color:#1f2328;background-color:#eaeef2";

    /// <summary>The table.</summary>
    public static string Write(TableData data, TableOptions options)
    {
        var html = new StringBuilder();
        html.Append("<div style=\"overflow-x:auto;max-width:100%\">\n");
        html.Append(Invariant($"<table class=\"{ClassName}\" style=\"border-collapse:collapse;{Font};{Colors}\">\n"));
        WriteTitle(html, options);
        if (data.Columns.Count > 0)
            WriteHead(html, data.Columns, options);
        html.Append("<tbody>\n");
        for (var row = 0; row < data.RowCount; row++)
            WriteRow(html, data.Columns, row, options);
        if (data.RowCount == 0)
            html.Append(Invariant($"<tr><td style=\"{Border};{Padding};{Colors}\">{Messages.TableEmpty}</td></tr>\n"));
        return html.Append("</tbody>\n</table>\n</div>\n").ToString();
    }

    private static void WriteTitle(StringBuilder html, TableOptions options)
    {
        const string style = "text-align:left;font-weight:bold;font-size:16px;line-height:24px;padding:6px 0;" + Colors;
        if (!string.IsNullOrEmpty(options.Title))
            html.Append(Invariant($"<caption style=\"{style}\">{options.Escape(options.Title!)}</caption>\n"));
    }

    private static void WriteHead(StringBuilder html, IReadOnlyList<TableColumn> columns, TableOptions options)
    {
        html.Append("<thead>\n<tr>");
        foreach (var column in columns)
        {
            var style = $"{Border};{Padding};{Heading};text-align:{Side(column)};font-weight:bold";
            html.Append(Invariant($"<th scope=\"col\" style=\"{style}\">{options.Escape(column.Heading)}</th>"));
        }

        html.Append("</tr>\n</thead>\n");
    }

    private static void WriteRow(StringBuilder html, IReadOnlyList<TableColumn> columns, int row, TableOptions options)
    {
        html.Append("<tr>");
        foreach (var column in columns)
        {
            var text = column.TextOf(row);
            var highlight = options.Highlights.FirstOrDefault(rule => rule.Matches(column.Heading, text));
            var colors = highlight is null
                ? Colors
                : $"color:{highlight.Foreground};background-color:{highlight.Background};font-weight:bold";
            var wrap = column.IsNumeric || column.IsDates ? "white-space:nowrap" : "word-wrap:break-word";
            var style = $"{Border};{Padding};{colors};text-align:{Side(column)};vertical-align:top;{wrap}";
            html.Append(Invariant($"<td style=\"{style}\">{Cell(text, options)}</td>"));
        }

        html.Append("</tr>\n");
    }

    private static string Side(TableColumn column) => column.IsNumeric ? "right" : "left";

    // Outlook gives an empty cell no border.
    private static string Cell(string text, TableOptions options) => text.Trim().Length == 0
        ? "&#160;"
        : options.Escape(text.Replace("\r\n", "\n").TrimEnd('\n')).Replace("\n", "<br>");
}
