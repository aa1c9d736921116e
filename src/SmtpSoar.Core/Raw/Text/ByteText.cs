using System;
using System.Text;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>Text of unknown encoding in header fields.</summary>
internal static class ByteText
{
    private const int ExcerptLength = 40;
    private const int Latin1CodePage = 28591;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>The bytes as UTF-8 if they are that, else as Latin-1, which takes any.</summary>
    public static string Decode(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(Latin1CodePage).GetString(bytes);
        }
    }

    /// <summary>The text in UTF-8. Half a surrogate pair is an error.</summary>
    public static byte[] Encode(string text, string source)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw Errors.RawTextInvalid.Because(exception, source, (int)exception.CharUnknown);
        }
    }

    /// <summary>The first characters of a line, fit to be shown.</summary>
    public static string Excerpt(ReadOnlySpan<byte> line)
    {
        var text = Decode(line.Slice(0, Math.Min(line.Length, 4 * ExcerptLength)).ToArray());
        var shown = new StringBuilder(ExcerptLength + 3);
        foreach (var character in text.Substring(0, Math.Min(text.Length, ExcerptLength)))
            shown.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        return text.Length > ExcerptLength ? shown.Append("...").ToString() : shown.ToString();
    }
}
