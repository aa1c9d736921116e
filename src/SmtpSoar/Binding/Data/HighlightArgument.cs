using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Tables;

namespace SmtpSoar.Binding.Data;

/// <summary>Reads <c>-Highlight @{ Severity = @{ High = '#c00' } }</c>: for each column, the colours of its values.</summary>
internal static class HighlightArgument
{
    /// <summary>The rules.</summary>
    /// <exception cref="SmtpSoarException">They can't be read, or have what is no colour.</exception>
    public static IReadOnlyList<TableHighlight> Read(object? argument)
    {
        if (Values.Unwrap(argument) is not { } given)
            return [];
        var columns = Values.Members(given) ?? throw Errors.TableHighlightInvalid.With(Values.Kind(given));
        return columns.SelectMany(column => Colors(column.Key, column.Value)).ToList();
    }

    private static IEnumerable<TableHighlight> Colors(string column, object? colors)
    {
        var values = colors is string or null ? null : Values.Members(colors);
        if (values is null)
            throw Errors.TableHighlightInvalid.With($"'{column}' with {(colors is null ? "nothing" : Values.Kind(colors))}");
        return values.Select(value => new TableHighlight(column, Shown(value.Key), Values.Text(value.Value)));
    }

    // As the table has Booleans.
    private static string Shown(string value) => value switch
    {
        "True" => "Yes",
        "False" => "No",
        _ => value,
    };
}
