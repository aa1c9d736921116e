using System;
using System.Text;
using SmtpSoar.Core.Raw.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Attachments;

/// <summary>
/// Finds the method of a calendar file, which its media type must name too (RFC 5545, section 8.1): it makes an invitation of it.
/// </summary>
internal static class CalendarMethod
{
    // Longer than any that is registered.
    private const int MaxLength = 64;

    /// <summary>The value of the METHOD property of the first calendar, or <see langword="null"/> if it has none.</summary>
    /// <param name="bytes">The file, or its beginning.</param>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes.Slice("\uFEFF"u8.Length);
        var cursor = new LineCursor(bytes);
        if (!cursor.TryRead(out var first) || !Is(first, "BEGIN:VCALENDAR"))
            return null;
        while (cursor.TryRead(out var line))
        {
            // Section 3.6: the calendar's properties come before its components.
            if (StartsWith(line, "BEGIN:") || StartsWith(line, "END:"))
                return null;
            if (!StartsWith(line, "METHOD:") && !StartsWith(line, "METHOD;"))
                continue;

            // Section 3.1: a line that begins with a blank goes on with the one before. No method is that long, so none is told.
            return cursor.TryRead(out var next) && next.Length > 0 && next[0] is (byte)' ' or (byte)'\t' ? null : ValueOf(line);
        }

        return null;
    }

    private static string? ValueOf(ReadOnlySpan<byte> line)
    {
        var value = Text(line.Slice(line.IndexOf((byte)':') + 1)).Trim();
        return value.Length is > 0 and <= MaxLength && Array.TrueForAll(value.ToCharArray(), IsOfToken) ? value : null;
    }

    // Section 3.1: iana-token.
    private static bool IsOfToken(char c) => c == '-' || AtomText.IsLetterOrDigit(c);

    private static bool Is(ReadOnlySpan<byte> line, string text) => Text(line).Trim().Equals(text, StringComparison.OrdinalIgnoreCase);

    private static bool StartsWith(ReadOnlySpan<byte> line, string text) =>
        line.Length >= text.Length && Text(line.Slice(0, text.Length)).Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.ToArray());
}
