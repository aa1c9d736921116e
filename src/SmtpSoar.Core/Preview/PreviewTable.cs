using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;

namespace SmtpSoar.Core.Preview;

/// <summary>Names and values of a message, as a table.</summary>
internal sealed class PreviewTable
{
    private readonly List<(string Name, string Html)> _rows = [];

    /// <summary>Adds a row, unless there is nothing to show in it.</summary>
    public void Add(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            _rows.Add((name, WebUtility.HtmlEncode(value!)));
    }

    /// <summary>Adds a row of several lines.</summary>
    /// <param name="name">Their common name.</param>
    /// <param name="lines">The lines, as HTML.</param>
    public void AddList(string name, IEnumerable<string> lines) =>
        _rows.Add((name, string.Concat(lines.Select(line => $"<div>{line}</div>"))));

    /// <summary>Writes the table, and forgets its rows.</summary>
    public void WriteTo(TextWriter writer)
    {
        writer.Write("<table class=\"header\">\n");
        foreach (var (name, html) in _rows)
            writer.Write($"<tr><th>{name}</th><td>{html}</td></tr>\n");
        writer.Write("</table>\n");
        _rows.Clear();
    }
}
