#if NET
using System;
using System.Buffers;
#else
using System.Linq;
#endif

namespace SmtpSoar.Core.Text;

/// <summary>Refuses text that mail can't carry.</summary>
/// <remarks>Each character of each body passes here more than once, so these are loops.</remarks>
internal static class TextChecks
{
#if NET
    // Of ASCII, without the tab and line ends.
    private static readonly SearchValues<char> ControlsInLines = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F");

#endif
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
        // The framework's search for a range boxes its limits until it is compiled a second time: not where most text is ASCII.
        return text.AsSpan().ContainsAny(ControlsInLines) || (!IsAscii(text) && text.AsSpan().ContainsAnyInRange('\u0080', '\u009F'));
#else
        foreach (var c in text)
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n'))
                return true;
        return false;
#endif
    }

    private static bool HasLoneSurrogate(string text)
    {
#if NET
        if (IsAscii(text) || text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
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
