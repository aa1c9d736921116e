using System;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>
/// A message typed into a form field of one line: <c>\n</c> stands for a line break, blanks may follow it,
/// and the body may begin without an empty line before it.
/// </summary>
internal static class TypedText
{
    // Narrower than the standard's field names, so that '<p>Note:' and 'https://' begin a body.
    private static readonly Regex FieldStart = new(
        @"\A[A-Za-z0-9][A-Za-z0-9_.-]*[ \t]*:(?!//)", RegexOptions.CultureInvariant);

    // A second field, without which the line may be a message's only field, and its '\n' belong to the value.
    private static readonly Regex TypedField = new(@"\\n[ \t]*[A-Za-z0-9][A-Za-z0-9_.-]*[ \t]*:(?!//)", RegexOptions.CultureInvariant);

    private static readonly char[] Blanks = [' ', '\t'];

    private static readonly char[] Breaks = ['\r', '\n'];

    /// <summary>
    /// The one line of a message that was typed, or <see langword="null"/> for a message with line breaks of its own. A file
    /// or a here-string puts one line break behind the line, and may put empty lines before it.
    /// </summary>
    public static string? Find(string text)
    {
        if (text.IndexOfAny(Breaks) < 0)
            return text;
        var line = WithoutLastBreak(text.TrimEnd(Blanks)).TrimStart([.. Blanks, .. Breaks]);
        return line.IndexOfAny(Breaks) < 0 && line.Contains(@"\n") ? line : null;
    }

    /// <summary>Whether a message of several fields was typed into one line, behind which more than one line break stands.</summary>
    public static bool EndsInSeveralBreaks(string text)
    {
        if (text.IndexOfAny(Breaks) < 0)
            return false;
        var line = text.Trim([.. Blanks, .. Breaks]);
        return line.IndexOfAny(Breaks) < 0 && TypedField.IsMatch(line) && Find(text) is null;
    }

    /// <summary>The same message with real line breaks and an empty line after its header.</summary>
    public static string Read(string text)
    {
        var lines = text.Replace(@"\r\n", "\n").Replace(@"\n", "\n").Split('\n');
        var first = Math.Max(0, Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line)));
        var message = new StringBuilder(text.Length);
        var next = AppendHeader(message, lines, first);
        var bodyStart = next < lines.Length && string.IsNullOrWhiteSpace(lines[next]) ? next + 1 : next;
        return message
            .Append('\n')
            .Append(string.Join("\n", lines, bodyStart, lines.Length - bodyStart))
            .ToString();
    }

    /// <returns>The index of the first line after the header.</returns>
    private static int AppendHeader(StringBuilder message, string[] lines, int first)
    {
        for (; first < lines.Length && MailboxLine.Is(lines[first].TrimStart(Blanks)); first++)
            message.Append(lines[first].TrimStart(Blanks)).Append('\n');
        var index = first;
        while (index < lines.Length && HeaderLine(lines[index], isFirst: index == first) is { } line)
        {
            message.Append(line).Append('\n');
            index++;
        }

        return index;
    }

    private static string? HeaderLine(string line, bool isFirst)
    {
        var trimmed = line.TrimStart(Blanks);
        if (trimmed.Length == 0)
            return null;
        if (FieldStart.IsMatch(trimmed))
            return trimmed;

        var isContinuation = trimmed.Length < line.Length && !isFirst;
        return isContinuation ? line : null;
    }

    // Two would be the end of a header, of which a message may be all.
    private static string WithoutLastBreak(string text) => text switch
    {
        [.., '\r', '\n'] => text.Substring(0, text.Length - 2),
        [.., '\r' or '\n'] => text.Substring(0, text.Length - 1),
        _ => text,
    };
}
