using System.Collections.Generic;
using System.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>Makes the comments of a display name a part of it: <c>Support (Billing) &lt;b@example.org&gt;</c>.</summary>
/// <remarks>RFC 5322, section 3.2.2, has a reader pass over comments. People who write a name so want it to be seen.</remarks>
internal static class PhraseComments
{
    /// <summary>The list with quotes around each comment that stands before an angle bracket.</summary>
    public static string Quote(string list) => list.IndexOf('(') < 0 || list.IndexOf('<') < 0 ? list : QuoteEach(list);

    private static string QuoteEach(string list)
    {
        var quoted = new StringBuilder(list.Length + 2);
        var comments = new List<int>();
        var copied = 0;
        for (var i = 0; i < list.Length; i = EndOf(list, i))
        {
            if (list[i] == '(')
                comments.Add(i);
            else if (list[i] == '<')
                copied = AppendQuoted(quoted, list, copied, comments);
            if (list[i] is '<' or ',' or ';' or ':' or '@' or '>')
                comments.Clear();
        }

        return quoted.Append(list, copied, list.Length - copied).ToString();
    }

    // A quoted string, a comment with those inside it, or one character.
    private static int EndOf(string list, int start)
    {
        if (list[start] is not ('"' or '('))
            return start + 1;
        var isQuoted = list[start] == '"';
        var depth = 1;
        for (var i = start + 1; i < list.Length; i++)
        {
            if (list[i] == '\\')
                i++;
            else if (list[i] == (isQuoted ? '"' : ')') && --depth == 0)
                return i + 1;
            else if (list[i] == '(' && !isQuoted)
                depth++;
        }

        return list.Length;
    }

    private static int AppendQuoted(StringBuilder quoted, string list, int copied, List<int> comments)
    {
        foreach (var start in comments)
        {
            quoted.Append(list, copied, start - copied).Append('"');
            copied = EndOf(list, start);
            for (var i = start; i < copied; i++)
            {
                if (list[i] == '"')
                    quoted.Append('\\');
                quoted.Append(list[i]);
                if (list[i] == '\\' && ++i < copied)
                    quoted.Append(list[i]);
            }

            quoted.Append('"');
        }

        return copied;
    }
}
