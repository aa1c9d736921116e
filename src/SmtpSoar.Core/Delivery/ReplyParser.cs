using System.Linq;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Delivery;

/// <summary>Takes the enhanced status code (RFC 2034, section 4) out of a reply's text.</summary>
internal static class ReplyParser
{
    private static readonly Regex Enhanced = new(@"^(?<code>[245]\.\d{1,3}\.\d{1,3})(?=\s|$)", RegexOptions.CultureInvariant);

    // MailKit gives a failed AUTH only as text: "535: 5.7.8 ...".
    private static readonly Regex CodeAndText = new(@"^(?<code>[2-5]\d\d):? ?(?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    public static SmtpReply Parse(int code, string? text)
    {
        var lines = (text ?? "").Split('\n').Select(line => line.Trim()).ToList();
        var match = Enhanced.Match(lines[0]);
        var enhanced = match.Success ? match.Groups["code"].Value : null;

        // Each line of a multi-line reply repeats the enhanced code.
        var words = enhanced is null ? lines : lines.Select(line => line.StartsWith(enhanced, System.StringComparison.Ordinal) ? line.Substring(enhanced.Length).Trim() : line);
        return new SmtpReply(code, enhanced, OneLine(string.Join(" ", words.Where(line => line.Length > 0))));
    }

    /// <summary>The reply in a text that begins with its code, or <see langword="null"/>.</summary>
    public static SmtpReply? ParseWhole(string text)
    {
        var match = CodeAndText.Match(text);
        return match.Success
            ? Parse(int.Parse(match.Groups["code"].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups["text"].Value)
            : null;
    }

    private static string OneLine(string text) => new(text.Select(c => char.IsControl(c) ? ' ' : c).ToArray());
}
