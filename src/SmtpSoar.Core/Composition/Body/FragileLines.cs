using System;
using MimeKit;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Finds lines of text that some programs change on the way (RFC 8551, section 3.1.3; RFC 3156, section 5).</summary>
internal static class FragileLines
{
    /// <summary>The transfer encoding that hides such lines, or <see cref="ContentEncoding.Default"/> where there are none.</summary>
    /// <param name="text">The text, with CRLF as its line end.</param>
    public static ContentEncoding EncodingFor(string text)
    {
        var encoding = ContentEncoding.Default;
        for (int start = 0, end; start < text.Length; start = end + 2)
        {
            end = text.IndexOf("\r\n", start, StringComparison.Ordinal);
            end = end < 0 ? text.Length : end;

            // Quoted-printable leaves a dot as it is.
            if (end - start == 1 && text[start] == '.')
                return ContentEncoding.Base64;
            if (IsFragile(text, start, end))
                encoding = ContentEncoding.QuotedPrintable;
        }

        return encoding;
    }

    // Blanks at a line's end get lost. A mailbox file begins a message with "From ".
    private static bool IsFragile(string text, int start, int end) =>
        (end > start && text[end - 1] is ' ' or '\t')
        || string.CompareOrdinal(text, start, "From ", 0, "From ".Length) == 0;
}
