using System.Text;

namespace SmtpSoar.Core.Composition.Headers;

/// <summary>Brings a header field's value onto one line, as far as that changes nothing about it.</summary>
internal static class HeaderText
{
    private static readonly char[] LineEnds = ['\r', '\n'];
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>
    /// The value without blanks and line breaks at its ends, which templates and Out-String leave there, and unfolded: a line that begins
    /// with a blank belongs to the one before (RFC 5322, section 2.2.3). Any other line break stays, to be refused.
    /// </summary>
    public static string Unfold(string value) => value.IndexOfAny(LineEnds) < 0 ? value : UnfoldLines(value.Trim(Blanks));

    private static string UnfoldLines(string value)
    {
        var line = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var end = i;
            if (value[end] == '\r')
                end++;
            if (value[end] == '\n' && value[end + 1] is ' ' or '\t')
                i = end;
            else
                line.Append(value[i]);
        }

        return line.ToString();
    }
}
