using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SmtpSoar.Core.Tables;

/// <summary>Lays cells out in columns, for letters of one width.</summary>
internal static class AlignedColumns
{
    /// <summary>Wider lines break in most readers, and are no columns any more.</summary>
    public const int MaxWidth = 120;

    private const string Gap = "  ";

    /// <summary>The rows, a line each, without blanks at their ends.</summary>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="right">The numbers of the columns that are aligned to the right.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<string[]> rows, ISet<int> right)
    {
        var widths = new int[rows.Count == 0 ? 0 : rows.Max(row => row.Length)];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                widths[i] = System.Math.Max(widths[i], WidthOf(row[i]));
        }

        return rows.Select(row => Line(row, widths, right)).ToList();
    }

    /// <summary>How many letters of one width a text takes: East Asian ones and pictures take two (Unicode Standard Annex 11).</summary>
    public static int WidthOf(string text)
    {
        var width = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            width += IsWide(elements.GetTextElement()) ? 2 : 1;
        return width;
    }

    private static string Line(string[] row, int[] widths, ISet<int> right)
    {
        var line = new StringBuilder();
        for (var i = 0; i < row.Length; i++)
        {
            var blanks = new string(' ', widths[i] - WidthOf(row[i]));
            line.Append(i > 0 ? Gap : "").Append(right.Contains(i) ? blanks + row[i] : row[i] + blanks);
        }

        return line.ToString().TrimEnd();
    }

    private static bool IsWide(string element) => element[0] switch
    {
        >= '\uD83C' and <= '\uD83E' => true,
        >= '\u1100' and <= '\u115F' => true,
        >= '\u2E80' and <= '\uA4CF' => true,
        >= '\uAC00' and <= '\uD7A3' => true,
        >= '\uF900' and <= '\uFAFF' => true,
        >= '\uFE30' and <= '\uFE6F' => true,
        >= '\uFF00' and <= '\uFF60' => true,
        >= '\uFFE0' and <= '\uFFE6' => true,
        _ => false,
    };
}
