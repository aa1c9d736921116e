using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Raw.Text;

namespace SmtpSoar.Core.Attachments;

/// <summary>Completes the media type of a text file with what its bytes tell: the charset, and a calendar's method.</summary>
/// <remarks>
/// RFC 5545, section 8.1, and RFC 7763, section 2, ask for a charset in text/calendar and text/markdown; without one readers of other text
/// guess, and guess differently (RFC 6657). The bytes themselves never change.
/// </remarks>
internal static class TextType
{
    private const string Prefix = "text/";
    private const string Calendar = "text/calendar";
    private const string NoText = "application/octet-stream";

    // As much of a large file is looked at. Text that becomes another charset after so much is rarer than text of so much is long to read.
    private const int MaxLook = 1024 * 1024;

    private const byte Escape = 0x1B;

    /// <summary>The type with its parameters, or that of a file of any kind if the content is no text that mail has a type for.</summary>
    /// <param name="type">The type that the file's name stands for.</param>
    /// <param name="file">The file.</param>
    /// <param name="stop">Ends each wait for it.</param>
    public static string Complete(string type, UserFile file, CancellationToken stop)
    {
        // Rich text has its charset in its own words.
        if (!type.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || type.IndexOfAny([';']) >= 0
            || type is "text/rtf" or "text/richtext")
            return type;

        using var start = file.BorrowStart(MaxLook, stop);
        return Complete(type, start.Memory, start.Memory.Length == file.Length);
    }

    private static string Complete(string type, ReadOnlyMemory<byte> start, bool isWhole)
    {
        // RFC 2046, section 4.1.1: text has CRLF as its line end and no other use of these bytes. That leaves no room for UTF-16 and
        // UTF-32.
        if (IsWideText(start.Span))
            return NoText;

        var isCalendar = type.Equals(Calendar, StringComparison.OrdinalIgnoreCase);
        var charset = CharsetOf(start, isWhole);
        if (charset == "us-ascii" && isCalendar)
            charset = "utf-8";
        var method = isCalendar ? CalendarMethod.Find(start.Span) : null;
        return type + Parameter("charset", charset) + Parameter("method", method);
    }

    private static string Parameter(string name, string? value) => value is null ? "" : $"; {name}={value}";

    // With its byte order mark; without one by its first characters, nearly always of ASCII (RFC 4627, section 3).
    private static bool IsWideText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return true;
        return bytes.Length >= 4
            && (bytes[0] == 0 != (bytes[1] == 0))
            && ((bytes[0] == 0 && bytes[2] == 0) || (bytes[1] == 0 && bytes[3] == 0));
    }

    private static string? CharsetOf(ReadOnlyMemory<byte> start, bool isWhole)
    {
        var bytes = start.Span;
        if (bytes.StartsWith("\uFEFF"u8))
            return "utf-8";
        if (ByteScan.HasEightBit(bytes))
            return IsUtf8(start, isWhole) ? "utf-8" : null;

        // RFC 2046, section 4.1.2: the smallest charset that has all characters. An escape may begin a charset of seven bits, as
        // ISO-2022-JP.
        return isWhole && bytes.IndexOf(Escape) < 0 ? "us-ascii" : null;
    }

    // The beginning of a file may end within a character.
    private static bool IsUtf8(ReadOnlyMemory<byte> start, bool isWhole)
    {
        // .NET Framework decodes arrays only, and a file's bytes lie in one.
        _ = MemoryMarshal.TryGetArray(start, out var bytes);
        try
        {
            var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
            decoder.GetCharCount(bytes.Array!, bytes.Offset, bytes.Count, flush: isWhole);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
