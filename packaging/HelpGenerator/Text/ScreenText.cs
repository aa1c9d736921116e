using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.HelpGenerator.Text;

/// <summary>Breaks the text of a command's help at words, so that a console of 80 columns need not break it.</summary>
/// <remarks>PowerShell itself breaks at words in some cultures only; the invariant one, which containers and cron have, is none of them.</remarks>
internal static class ScreenText
{
    // A parameter's description is the most indented text, by eight. The last column stays free.
    private const int ParagraphWidth = 71;

    // Get-Help -Full puts the value behind its label.
    private const int ValueColumn = 37;
    private const int ValueIndent = 29;
    private const int ValueWidth = 79 - ValueColumn;

    /// <summary>The lines of a paragraph; an item of a list goes on under its beginning.</summary>
    public static string Paragraph(string text) => string.Join("\n", text.Split('\n').SelectMany(Lines));

    /// <summary>The default value of a parameter.</summary>
    public static string Value(string text) => string.Join("\n" + new string(' ', ValueIndent), Wrapping.Lines(text, ValueWidth));

    private static IEnumerable<string> Lines(string line)
    {
        var indent = line.StartsWith("- ", System.StringComparison.Ordinal) ? "  " : "";
        return Wrapping.Lines(line, ParagraphWidth - indent.Length).Select((part, index) => index == 0 ? part : indent + part);
    }
}
