using System;
using System.Linq;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>Takes the enhanced status code (RFC 2034, section 4) out of a reply's text.</summary>
/// <remarks>By hand: three replies a mail make a regular expression the dearest part of it.</remarks>
internal static class ReplyParser
{
    private const int CodeLength = 3;

    public static SmtpReply Parse(int code, string? text)
    {
        var lines = (text ?? "").Split('\n');
        for (var i = 0; i < lines.Length; i++)
            lines[i] = lines[i].Trim();
        if (EnhancedCode(lines[0]) is not { } enhanced)
            return new SmtpReply(code, null, OneLine(lines));

        // Each line of a multi-line reply repeats the enhanced code.
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith(enhanced, StringComparison.Ordinal))
                lines[i] = lines[i].Substring(enhanced.Length).Trim();
        return new SmtpReply(code, enhanced, OneLine(lines));
    }

    /// <summary>The reply in a text that begins with its code, or <see langword="null"/>.</summary>
    /// <remarks>MailKit gives a failed AUTH only as text: "535: 5.7.8 ...".</remarks>
    public static SmtpReply? ParseWhole(string text)
    {
        if (!StartsWithCode(text))
            return null;
        var start = CodeLength;
        foreach (var separator in ": ")
            if (start < text.Length && text[start] == separator)
                start++;
        return Parse(Code(text), text.Substring(start));
    }

    /// <summary>Whether a line begins as a reply does.</summary>
    public static bool StartsWithCode(string text) =>
        text.Length >= CodeLength && text[0] is >= '2' and <= '5' && IsDigit(text[1]) && IsDigit(text[2]);

    private static int Code(string text) => ((text[0] - '0') * 100) + ((text[1] - '0') * 10) + text[2] - '0';

    private static string? EnhancedCode(string line)
    {
        if (line.Length == 0 || line[0] is not ('2' or '4' or '5'))
            return null;
        var end = AfterNumber(line, AfterNumber(line, 1));
        return end > 0 && (end == line.Length || char.IsWhiteSpace(line[end])) ? line.Substring(0, end) : null;
    }

    // Behind a dot and one to three digits, or -1.
    private static int AfterNumber(string line, int dot)
    {
        if (dot < 0 || dot >= line.Length || line[dot] != '.')
            return -1;
        var end = dot + 1;
        while (end < line.Length && end <= dot + 3 && IsDigit(line[end]))
            end++;
        return end > dot + 1 ? end : -1;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static string OneLine(string[] lines) => lines.Length == 1 ? lines[0] : string.Join(" ", lines.Where(line => line.Length > 0));
}
