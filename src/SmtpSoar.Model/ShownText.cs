using System.Globalization;
using System.Text;

namespace SmtpSoar;

/// <summary>Makes the words of others harmless to their readers: servers, files, mails and users may say anything.</summary>
/// <remarks>
/// A terminal obeys control characters (ECMA-48). Embeddings, overrides and isolates (Unicode Standard Annex 9) show a text in another
/// order than it has; the three directional marks don't, and ordinary Hebrew and Arabic has them.
/// <c>module/SmtpSoar.Format.ps1xml</c> replaces the same characters; a test holds the two together.
/// </remarks>
internal static class ShownText
{
    /// <summary>A number with what it counts: 1 message, 2 messages.</summary>
    /// <param name="count">The number.</param>
    /// <param name="noun">The noun for one, whose plural ends with s.</param>
    internal static string Count(long count, string noun) =>
        string.Format(CultureInfo.InvariantCulture, count == 1 ? "{0:N0} {1}" : "{0:N0} {1}s", count, noun);

    /// <summary>No sentence is longer.</summary>
    public const int MaxSentence = 1_990;

    private const char Replacement = '\uFFFD';
    private const string Ellipsis = "…";

    /// <summary>The text on one line: a line break or tab becomes a blank, any other control the replacement character.</summary>
    public static string Line(string text)
    {
        var first = 0;
        while (first < text.Length && IsHarmless(text[first]))
            first++;
        return first == text.Length ? text : Replace(text, first);
    }

    /// <summary>The text on one line, at most so long.</summary>
    public static string Line(string text, int longest) => Line(Cut(text, longest));

    /// <summary>The text at most so long: its beginning and its end, with an ellipsis between them.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = (longest - Ellipsis.Length) / 3;
        return Whole(text, 0, longest - Ellipsis.Length - end) + Ellipsis + Whole(text, text.Length - end, end);
    }

    /// <summary>The beginning of the text, at most so long, and an ellipsis where it goes on.</summary>
    public static string Start(string text, int longest) => text.Length <= longest ? text : Whole(text, 0, longest) + Ellipsis;

    /// <summary>The text with its line ends and tabs.</summary>
    public static string Lines(string text)
    {
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            shown.Append(IsLineEnd(text, i) || text[i] == '\t' ? text[i] : Shown(text[i]));
        return shown.ToString();
    }

    private static string Replace(string text, int first)
    {
        var shown = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
            shown.Append(Shown(text[i]));
        return shown.ToString();
    }

    private static char Shown(char c) => IsHarmless(c) ? c : IsBreak(c) ? ' ' : Replacement;

    private static bool IsHarmless(char c) => c switch
    {
        < ' ' => false,
        < '\u007F' => true,
        < '\u00A0' => false,
        >= '\u2028' and <= '\u202E' => false,
        >= '\u2066' and <= '\u2069' => false,
        _ => true,
    };

    private static bool IsBreak(char c) => c is '\t' or '\n' or '\v' or '\f' or '\r' or '\u0085' or '\u2028' or '\u2029';

    // Alone, a carriage return lets a terminal write over the line.
    private static bool IsLineEnd(string text, int i) => text[i] == '\n' || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n');

    // No half of a surrogate pair at either end.
    private static string Whole(string text, int start, int length)
    {
        if (start > 0 && char.IsLowSurrogate(text[start]))
            (start, length) = (start + 1, length - 1);
        if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
            length--;
        return text.Substring(start, length);
    }
}
