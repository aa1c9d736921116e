using System.Globalization;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>
/// Gives what stands before the @ the form that SMTP has for it: words and dots, else one quoted string (RFC 5321, section 4.1.2).
/// </summary>
internal static class LocalPart
{
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>The local part with no more quotes than it needs, or <see langword="null"/> where it is none.</summary>
    /// <param name="text">The local part of an address that was parsed.</param>
    public static string? ToWire(string text)
    {
        if (!HasOnlyAllowed(text))
            return null;
        if (text.IndexOf('"') < 0)
            return IsDotString(text) ? text : null;
        var content = Unquoted(text);
        return IsDotString(content) ? content : '"' + content.Replace("\\", "\\\\").Replace("\"", "\\\"") + '"';
    }

    // RFC 5322, section 4.4, lets words and quoted strings stand between dots. They mean the same as one quoted string.
    private static string Unquoted(string text)
    {
        var content = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                continue;
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            content.Append(text[i]);
        }

        return content.ToString();
    }

    private static bool IsDotString(string text)
    {
        var previous = '.';
        foreach (var c in text)
        {
            if (c == '.' ? previous == '.' : c < '\u0080' && !AtomText.IsAtom(c))
                return false;
            previous = c;
        }

        return previous != '.';
    }

    private static bool HasOnlyAllowed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] is < ' ' or >= '\u007F' && !IsAllowed(text, i))
                return false;
        return true;
    }

    // RFC 6532, section 3.2, allows any character beyond ASCII. A control, a blank or an invisible mark is there by accident or to
    // deceive, but for the two that the writing of some languages needs.
    private static bool IsAllowed(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) switch
    {
        UnicodeCategory.Control => false,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => text[index] is ZeroWidthNonJoiner or ZeroWidthJoiner,
        _ => true,
    };
}
