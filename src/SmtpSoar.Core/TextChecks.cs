using System.Linq;

namespace SmtpSoar.Core;

/// <summary>Refuses text that mail can't carry.</summary>
internal static class TextChecks
{
    /// <summary>Refuses NUL and lone surrogates.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What the text is, for the error: <c>subject</c>, <c>body</c>.</param>
    public static void Characters(string text, string what)
    {
        if (text.Contains('\0'))
            throw Errors.TextNul.With(what);
        if (HasLoneSurrogate(text))
            throw Errors.TextSurrogate.With(what);
    }

    /// <summary>Whether the text is ASCII only.</summary>
    public static bool IsAscii(string text) => text.All(c => c < 0x80);

    /// <summary>Whether the text has what a header value must not have: line breaks and other control characters but the tab.</summary>
    public static bool HasControl(string text) => text.Any(c => c != '\t' && (c < ' ' || c == 0x7F || c == '\u2028' || c == '\u2029' || c == '\u0085'));

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
