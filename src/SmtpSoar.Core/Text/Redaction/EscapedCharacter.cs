using System;
using System.Net;
using System.Text;

namespace SmtpSoar.Core.Text.Redaction;

/// <summary>One character that a text may hold in the escapes of URLs, forms, JSON, HTML and mail.</summary>
/// <remarks>RFC 3986, section 2.1; RFC 8259, section 7; RFC 2045, section 6.7; RFC 3461, section 4; RFC 5321, section 4.1.2.</remarks>
internal static class EscapedCharacter
{
    private const int MaxEntity = 8;
    private const int MaxUtf8 = 3;

    // The backslash and three digits.
    private const int OctalByte = 4;

    /// <summary>Whether an escape, or what stands for a blank, begins with this character.</summary>
    public static bool MayBegin(char c) => c is '%' or '=' or '+' or '\\' or '&' or '_';

    /// <summary>Reads an escape.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The place at which it may begin.</param>
    /// <param name="meant">The character that it stands for. A byte of UTF-8 is one.</param>
    /// <returns>How many characters it has, or 0 if it is none.</returns>
    public static int Read(string text, int position, out char meant) => text[position] switch
    {
        '%' or '=' or '+' => ReadHex(text, position, 1, 2, out meant),
        '\\' when position + 1 < text.Length && text[position + 1] == 'u' => ReadHex(text, position, 2, 4, out meant),
        '\\' when position + 1 < text.Length => Read(text[position + 1], 2, out meant),
        '&' => ReadEntity(text, position, out meant),
        _ => Read('\0', 0, out meant),
    };

    /// <summary>
    /// As <see cref="Read(string, int, out char)"/>, for several escaped bytes that are one character of UTF-8 (RFC 3629, section 3).
    /// </summary>
    public static int ReadUtf8(string text, int position, out char meant)
    {
        meant = '\0';
        if (text[position] is not ('%' or '=' or '+'))
            return 0;
        var (length, count) = (0, 0);
        var bytes = new byte[MaxUtf8];
        while (count < bytes.Length && position + length < text.Length && text[position] == text[position + length]
            && ReadHex(text, position + length, 1, 2, out var one) is > 0 and var read)
        {
            bytes[count++] = (byte)one;
            length += read;
            if (count == LengthOf(bytes[0]))
                return Decode(bytes, count, length, out meant);
        }

        return 0;
    }

    /// <summary>Reads a byte as programs write it that log what they can't print: <c>\303</c> in octal, <c>\xc3</c> in hex.</summary>
    public static int ReadByte(string text, int position, out char meant)
    {
        meant = '\0';
        if (text[position] != '\\' || position + OctalByte > text.Length)
            return 0;
        if (text[position + 1] is 'x' or 'X')
            return ReadHex(text, position, 2, 2, out meant);
        for (var i = position + 1; i < position + OctalByte; i++)
        {
            if (text[i] is not (>= '0' and <= '7'))
                return 0;
            meant = (char)((meant << 3) | (text[i] - '0'));
        }

        return OctalByte;
    }

    // Longer ones are no single character here either.
    private static int LengthOf(byte first) => first switch
    {
        >= 0xC2 and < 0xE0 => 2,
        >= 0xE0 and < 0xF0 => 3,
        _ => 0,
    };

    private static int Decode(byte[] bytes, int count, int length, out char meant)
    {
        meant = Encoding.UTF8.GetString(bytes, 0, count)[0];
        return length;
    }

    private static int Read(char character, int length, out char meant)
    {
        meant = character;
        return length;
    }

    private static int ReadHex(string text, int position, int mark, int digits, out char meant)
    {
        meant = '\0';
        var end = position + mark + digits;
        if (end > text.Length)
            return 0;
        for (var i = position + mark; i < end; i++)
        {
            if (Digit(text[i]) is not (>= 0 and var digit))
                return 0;
            meant = (char)((meant << 4) | digit);
        }

        return mark + digits;
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'F' => c - 'A' + 10,
        >= 'a' and <= 'f' => c - 'a' + 10,
        _ => -1,
    };

    private static int ReadEntity(string text, int position, out char meant)
    {
        meant = '\0';
        var end = text.IndexOf(';', position, Math.Min(MaxEntity, text.Length - position));
        if (end < 0 || WebUtility.HtmlDecode(text.Substring(position, end + 1 - position)) is not { Length: 1 } decoded)
            return 0;
        meant = decoded[0];
        return end + 1 - position;
    }
}
