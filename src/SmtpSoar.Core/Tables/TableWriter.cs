using System.Collections.Generic;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Tables;

/// <summary>Makes tables of objects: for the HTML of a mail, and for its text.</summary>
public static class TableWriter
{
    // The document keeps its light colours where a program would turn them by halves.
    private const string Head =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light\">\n";

    private const string Body = "<body style=\"margin:0;padding:12px;background-color:#ffffff;color:#1f2328\">\n";

    /// <summary>A table in HTML, as part of a document.</summary>
    /// <param name="items">The rows: objects, or values.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="SmtpSoarException">A column is unknown, or a value can't be read.</exception>
    public static string Html(IReadOnlyList<object?> items, TableOptions options) => HtmlTable.Write(TableData.Of(items, options), options);

    /// <summary>A document with a table in it.</summary>
    /// <param name="items">The rows: objects, or values.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="SmtpSoarException">A column is unknown, or a value can't be read.</exception>
    public static string Document(IReadOnlyList<object?> items, TableOptions options) =>
        $"{Head}<title>{HtmlEscape.Text(options.Title is { Length: > 0 } title ? title : Messages.TableTitle)}</title>\n</head>\n"
        + $"{Body}{Html(items, options)}</body>\n</html>\n";

    /// <summary>A table in plain text.</summary>
    /// <param name="items">The rows: objects, or values.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="SmtpSoarException">A column is unknown, or a value can't be read.</exception>
    public static string Text(IReadOnlyList<object?> items, TableOptions options) => TextTable.Write(TableData.Of(items, options), options);
}
