using System;
using System.Drawing;
using System.Globalization;

namespace SmtpSoar.Core.Tables;

/// <summary>The colour of the cells of a column that have one value.</summary>
public sealed class TableHighlight
{
    /// <summary>Makes one.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value as the table shows it, in any case.</param>
    /// <param name="color">The background: <c>#c00</c>, <c>#cc0000</c>, or a name of CSS such as <c>gold</c>.</param>
    /// <exception cref="SmtpSoarException">It is no colour.</exception>
    public TableHighlight(string column, string value, string color)
    {
        (Column, Value) = (column, value);
        var known = Parse(color.Trim()) ?? throw Errors.TableColorInvalid.With(color);
        Background = Hex(known);
        Foreground = Luminance(known) > 0.18 ? "#000000" : "#ffffff";
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>The value.</summary>
    public string Value { get; }

    /// <summary>The colour.</summary>
    internal string Background { get; }

    /// <summary>Black or white: the one that reads better on it (WCAG 2.2, contrast ratio).</summary>
    internal string Foreground { get; }

    internal bool Matches(string column, string value) =>
        column.Equals(Column, StringComparison.OrdinalIgnoreCase) && value.Equals(Value, StringComparison.OrdinalIgnoreCase);

    private static Color? Parse(string color)
    {
        if (color.Length is 4 or 7 && color[0] == '#')
        {
            var digits = color.Length == 7 ? color.Substring(1) : $"{color[1]}{color[1]}{color[2]}{color[2]}{color[3]}{color[3]}";
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
                ? Color.FromArgb(255, Color.FromArgb(rgb))
                : null;
        }

        var named = Color.FromName(color);
        return named.IsKnownColor && !named.IsSystemColor && named.A == 255 ? named : null;
    }

    private static string Hex(Color color) => string.Format(CultureInfo.InvariantCulture, "#{0:x2}{1:x2}{2:x2}", color.R, color.G, color.B);

    private static double Luminance(Color color) => 0.2126 * Linear(color.R) + 0.7152 * Linear(color.G) + 0.0722 * Linear(color.B);

    private static double Linear(byte channel)
    {
        var part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
