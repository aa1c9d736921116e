using System.Text;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>Text that stands in a script, between quotes of its own: with an empty first line, or indented.</summary>
internal static class IndentedText
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    /// <summary>Drops empty lines at the start, and from each line as much of the first line's indentation as it has.</summary>
    public static string Unindent(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] is ' ' or '\t' or '\r' or '\n')
            start++;

        var lineStart = text.LastIndexOfAny(LineEnds, System.Math.Max(0, start - 1)) + 1;
        var indentation = text.Substring(lineStart, start - lineStart);
        return indentation.Length == 0 ? text.Substring(lineStart) : Unindent(text, lineStart, indentation);
    }

    private static string Unindent(string text, int start, string indentation)
    {
        var result = new StringBuilder(text.Length);
        var matched = 0;
        for (var index = start; index < text.Length; index++)
        {
            if (matched < indentation.Length && text[index] == indentation[matched])
            {
                matched++;
                continue;
            }

            var isLineEnd = text[index] is '\r' or '\n';
            matched = isLineEnd ? 0 : indentation.Length;
            result.Append(text[index]);
        }

        return result.ToString();
    }
}
