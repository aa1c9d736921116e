using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SmtpSoar.Core.Text;

/// <summary>Writes text as encoded-words in UTF-8 (RFC 2047), each of whole characters and no longer than one may be.</summary>
/// <remarks>MimeKit estimates the length of a word before it knows its charset, and exceeds the limit with é and the like.</remarks>
internal static class EncodedWords
{
    /// <summary>The longest encoded-word (RFC 2047, section 2).</summary>
    public const int MaxLength = 75;

    private const string Start = "=?";
    private const string Base64Start = "=?utf-8?B?";
    private const string QuotedStart = "=?utf-8?Q?";
    private const string End = "?=";

    /// <summary>Whether a reader may take a part of a text for an encoded-word, as not all of them ask for blanks around one.</summary>
    public static bool LooksEncoded(string text) => text.Contains(Start);

    /// <summary>The words; a reader joins them without blanks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="firstRoom">How long the first one may be.</param>
    public static IReadOnlyList<string> Of(string text, int firstRoom = MaxLength)
    {
        var isBase64 = Base64Length(Encoding.UTF8.GetByteCount(text)) < Encoding.UTF8.GetBytes(text).Sum(QuotedLength);
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var room = (words.Count == 0 ? firstRoom : MaxLength) - Base64Start.Length - End.Length;
            var count = CountThatFits(text, start, room, isBase64);
            var bytes = Encoding.UTF8.GetBytes(text.Substring(start, count));
            words.Add(isBase64
                ? Base64Start + Convert.ToBase64String(bytes) + End
                : QuotedStart + string.Concat(bytes.Select(Quoted)) + End);
            start += count;
        }

        return words;
    }

    private static int CountThatFits(string text, int start, int room, bool isBase64)
    {
        var (bytes, quoted, end) = (0, 0, start);
        while (end < text.Length)
        {
            var next = char.IsHighSurrogate(text[end]) && end + 1 < text.Length ? 2 : 1;
            var character = Encoding.UTF8.GetBytes(text.Substring(end, next));
            bytes += character.Length;
            quoted += character.Sum(QuotedLength);

            // One character at least, or a room too small would never end.
            if ((isBase64 ? Base64Length(bytes) : quoted) > room && end > start)
                break;
            end += next;
        }

        return end - start;
    }

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    private static int QuotedLength(byte value) => Quoted(value).Length;

    // Characters that may stand unencoded in a phrase too (RFC 2047, section 5, rule 3).
    private static string Quoted(byte value) => (char)value switch
    {
        ' ' => "_",
        var c when AtomText.IsLetterOrDigit(c) || c is '!' or '*' or '+' or '-' or '/' => c.ToString(),
        _ => "=" + value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture),
    };
}
