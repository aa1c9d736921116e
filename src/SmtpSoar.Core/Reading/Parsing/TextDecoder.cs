using System;
using System.Text;
using SmtpSoar.Core.Raw.Text;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>Makes text of the bytes of a body, whatever charset it names.</summary>
internal static class TextDecoder
{
    // As browsers and mail programs take bytes that name no charset. It has a character for each byte but five.
    private const string Fallback = "windows-1252";
    private const string Last = "iso-8859-1";

    /// <summary>The text. Bytes that are not in the charset that the part names are read in another, with a warning.</summary>
    public static string Decode(byte[] bytes, string? charset, ReadContext context)
    {
        var name = (charset ?? "").Trim().Trim('"', '\'');
        var encoding = name.Length == 0 ? null : CharsetText.Find(name);
        if (encoding is not null && !IsAscii(encoding) && TryDecode(bytes, encoding) is { } text)
            return text;
        var (read, used) = ReadUnnamed(bytes);
        if (encoding is null && name.Length > 0)
            context.Warn(ReadMessages.CharsetUnknown(name, used));
        else if (encoding is not null && !(IsAscii(encoding) && IsSevenBit(bytes)))
            context.Warn(ReadMessages.CharsetWrong(name, used));
        return read;
    }

    private static (string Text, string Charset) ReadUnnamed(byte[] bytes)
    {
        foreach (var charset in new[] { "utf-8", Fallback })
            if (CharsetText.Find(charset) is { } encoding && TryDecode(bytes, encoding) is { } text)
                return (text, charset);
        return (Encoding.GetEncoding(Last).GetString(bytes), Last);
    }

    private static string? TryDecode(byte[] bytes, Encoding encoding)
    {
        try
        {
            var start = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)encoding.GetPreamble()) ? encoding.GetPreamble().Length : 0;
            return encoding.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsAscii(Encoding encoding) => encoding.CodePage == Encoding.ASCII.CodePage;

    private static bool IsSevenBit(byte[] bytes) => Array.TrueForAll(bytes, value => value < 0x80);
}
