using System.Linq;
using System.Text;

namespace SmtpSoar.Core.Templates;

/// <summary>Reads one value of a front matter, as YAML 1.2.2 has it on one line: plain, or in quotes.</summary>
internal static class FrontMatterScalar
{
    // Each begins something else in YAML: an anchor, an alias, a tag, a block, a list, a directive.
    private const string Indicators = "&*!|>[]{}%@`";

    /// <summary>The value.</summary>
    /// <param name="text">The text that stands behind the name and the colon.</param>
    /// <param name="skipped">How many characters stand before the value itself.</param>
    /// <param name="fault">Why it is none, or <see langword="null"/>.</param>
    public static string Read(string text, out int skipped, out string? fault)
    {
        skipped = text[0] is '"' or '\'' ? 1 : 0;
        return text[0] switch
        {
            '"' => Double(text, out fault),
            '\'' => Simple(text, out fault),
            _ => Plain(text, out fault),
        };
    }

    private static string Plain(string text, out string? fault)
    {
        fault = null;
        var isLiquid = text.StartsWith("{{", System.StringComparison.Ordinal) || text.StartsWith("{%", System.StringComparison.Ordinal);
        if (Indicators.Contains(text[0].ToString()) && !isLiquid)
            fault = $"a value that begins with {text[0]} needs quotes, and is then text";
        else if (text.Contains(" #"))
            fault = "what comes after a blank and # is a comment in YAML: put the value into quotes if that belongs to it";
        return text;
    }

    private static string Simple(string text, out string? fault)
    {
        var inner = text.Length > 1 && text[text.Length - 1] == '\'' ? text.Substring(1, text.Length - 2) : null;
        fault = inner is null || inner.Replace("''", "").Any(character => character == '\'')
            ? "the quotes around the value do not end with it"
            : null;
        return inner?.Replace("''", "'") ?? "";
    }

    private static string Double(string text, out string? fault)
    {
        var value = new StringBuilder(text.Length);
        fault = null;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                fault = i == text.Length - 1 ? null : "something stands behind the quotes around the value";
                return value.ToString();
            }

            if (text[i] == '\\' && (++i == text.Length || text[i] is not ('"' or '\\' or '/')))
                break;
            value.Append(text[i]);
        }

        fault = "the quotes around the value do not end, or it has a backslash for more than a quote or a backslash";
        return "";
    }
}
