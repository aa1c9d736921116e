using System;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSoar.Quickstart.Mail;

/// <summary>Header text with encoded words (RFC 2047).</summary>
internal static partial class EncodedWords
{
    public static string Decode(string text) => Word().Replace(Gap().Replace(text, "$1"), match => Decode(match.Groups));

    private static string Decode(GroupCollection word)
    {
        var bytes = word["encoding"].Value is "B" or "b"
            ? Convert.FromBase64String(word["text"].Value)
            : QuotedPrintable.Decode(word["text"].Value.Replace('_', ' '));
        return Encoding.GetEncoding(word["charset"].Value).GetString(bytes);
    }

    // Blanks between two encoded words are no part of the text.
    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex Gap();

    [GeneratedRegex(@"=\?(?<charset>[^?*]+)(\*[^?]*)?\?(?<encoding>[BbQq])\?(?<text>[^?]*)\?=")]
    private static partial Regex Word();
}
