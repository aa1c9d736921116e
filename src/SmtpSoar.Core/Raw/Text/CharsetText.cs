using System;
using System.Linq;
using System.Text;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>Charsets that are known by their names.</summary>
internal static class CharsetText
{
    private const string Probe = "\r\n\t .AZaz09~";

    /// <summary>The text in that charset. A character that it lacks is an error, not a question mark.</summary>
    public static byte[] Encode(string text, string charset)
    {
        var encoding = Find(charset);
        if (encoding is null || !HasAsciiLines(encoding))
            throw Errors.RawCharsetUnknown.With(RawSource.Text, charset);

        try
        {
            return encoding.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw Errors.RawCharsetTooSmall.Because(exception, RawSource.Text, CodePoint(exception), charset);
        }
    }

    /// <summary>Whether the name, or one of its aliases, stands for UTF-8.</summary>
    public static bool IsUtf8(string charset) => Find(charset)?.CodePage == Encoding.UTF8.CodePage;

    /// <summary>The charset of that name, which refuses what it lacks in both directions, or <see langword="null"/>.</summary>
    public static Encoding? Find(string charset)
    {
        try
        {
            var encoding = (Encoding)FindShared(StandardName(charset)).Clone();
            encoding.EncoderFallback = EncoderFallback.ExceptionFallback;
            encoding.DecoderFallback = DecoderFallback.ExceptionFallback;
            return encoding;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

#if NETFRAMEWORK
    private static Encoding FindShared(string charset) => Encoding.GetEncoding(charset);
#else
    // Registering the provider would change the whole process.
    private static Encoding FindShared(string charset) =>
        CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
#endif

    /// <summary>Mail programs write UTF8 too, which .NET does not know.</summary>
    private static string StandardName(string charset) =>
        charset.Equals("utf8", StringComparison.OrdinalIgnoreCase) ? "utf-8" : charset;

    /// <summary>Whether SMTP finds lines in it; it does not in UTF-16 or EBCDIC.</summary>
    private static bool HasAsciiLines(Encoding encoding) =>
        encoding.GetBytes(Probe).SequenceEqual(Encoding.ASCII.GetBytes(Probe));

    private static int CodePoint(EncoderFallbackException exception) => exception.IsUnknownSurrogate()
        ? char.ConvertToUtf32(exception.CharUnknownHigh, exception.CharUnknownLow)
        : exception.CharUnknown;
}
