#if NET
using System;
#else
using System.Linq;
#endif

namespace SmtpSoar.Core.Text;

/// <summary>Refuses text that mail can't carry.</summary>
/// <remarks>Each character of each body passes here more than once, so these are loops.</remarks>
internal static class TextChecks
{
    /// <summary>Refuses NUL and lone surrogates.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">The name of the text in the error: <c>subject</c>, <c>body</c>.</param>
    public static void Characters(string text, string what)
    {
        if (text.Contains('\0'))
            throw Errors.TextNul.With(what);
        if (HasLoneSurrogate(text))
            throw Errors.TextSurrogate.With(what);
    }

    /// <summary>Whether the text is ASCII only.</summary>
    public static bool IsAscii(string text)
    {
#if NET
        return System.Text.Ascii.IsValid(text);
#else
        foreach (var c in text)
            if (c >= 0x80)
                return false;
        return true;
#endif
    }

    /// <summary>Whether the text has what a header value must not have: line breaks and other control characters but the tab.</summary>
    public static bool HasControl(string text)
    {
        foreach (var c in text)
            if (c != '\t' && (c < ' ' || c == 0x7F || c == '\u2028' || c == '\u2029' || c == '\u0085'))
                return true;
        return false;
    }

    /// <summary>Whether the text has control characters but the tab and line ends.</summary>
    public static bool HasControlInLines(string text)
    {
#if NET
        // From one candidate to the next: a body is long, and has few.
        var rest = text.AsSpan();
        if (rest.IndexOfAnyInRange('\u007F', '\u009F') >= 0)
            return true;
        for (var next = rest.IndexOfAnyInRange('\0', '\u001F'); next >= 0; next = rest.IndexOfAnyInRange('\0', '\u001F'))
        {
            if (rest[next] is not ('\t' or '\r' or '\n'))
                return true;
            rest = rest.Slice(next + 1);
        }
#else
        foreach (var c in text)
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n'))
                return true;
#endif
        return false;
    }

    private static bool HasLoneSurrogate(string text)
    {
#if NET
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return false;
#endif
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
