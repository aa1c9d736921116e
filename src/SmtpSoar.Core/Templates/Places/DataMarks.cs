using System.Text;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>Marks where values of the data stand in what a template made, until it is known what they may be there.</summary>
/// <remarks>The marks are noncharacters (Unicode Standard, section 23.7): no text has them, and values lose them.</remarks>
internal static class DataMarks
{
    /// <summary>Stands before a value, and is followed by the number of the place in the template.</summary>
    public const char Start = '\uFDD0';

    /// <summary>Stands after a value.</summary>
    public const char End = '\uFDD1';

    /// <summary>The highest number that a place can have.</summary>
    public const int MaxSite = LastSite - FirstSite;

    private const char FirstSite = '\uE000';
    private const char LastSite = '\uF8FF';
    private const char Replacement = '\uFFFD';

    /// <summary>The value between marks.</summary>
    /// <param name="value">The value, escaped.</param>
    /// <param name="site">The number of its place in the template.</param>
    public static string Around(string value, int site) => $"{Start}{(char)(FirstSite + site)}{value}{End}";

    /// <summary>The number of a place, by the character after a <see cref="Start"/>.</summary>
    public static int SiteOf(char number) => number is >= FirstSite and <= LastSite ? number - FirstSite : 0;

    /// <summary>The value without what is no character of a text: NUL, halves of pairs, and our own marks.</summary>
    public static string Clean(string value)
    {
        var first = 0;
        while (first < value.Length && IsText(value, first))
            first++;
        return first == value.Length ? value : Replaced(value, first);
    }

    private static string Replaced(string value, int first)
    {
        var text = new StringBuilder(value.Length).Append(value, 0, first);
        for (var i = first; i < value.Length; i++)
            text.Append(IsText(value, i) ? value[i] : Replacement);
        return text.ToString();
    }

    private static bool IsText(string value, int at) => value[at] switch
    {
        '\0' or (>= '\uFDD0' and <= '\uFDEF') or >= '\uFFFE' => false,
        >= '\uD800' and <= '\uDBFF' => at + 1 < value.Length && char.IsLowSurrogate(value[at + 1]),
        >= '\uDC00' and <= '\uDFFF' => at > 0 && char.IsHighSurrogate(value[at - 1]),
        _ => true,
    };
}
