using System.Text;

namespace SmtpSoar.Core.Addresses;

/// <summary>Takes line breaks out of an address list where they stand beside a comma: a list may be broken there, nowhere else.</summary>
internal static class ListBreaks
{
    // No regular expression: one that looks at both sides takes quadratic time for a long run of blanks.
    public static string Remove(string list)
    {
        if (list.IndexOfAny(['\r', '\n']) < 0)
            return list;
        var text = new StringBuilder(list.Length);
        for (var start = 0; start < list.Length;)
        {
            var end = start + 1;
            if (IsBlank(list[start]))
            {
                while (end < list.Length && IsBlank(list[end]))
                    end++;
                var isBreak = list.IndexOfAny(['\r', '\n'], start, end - start) >= 0;
                text.Append(isBreak && IsBesideComma(list, start, end) ? " " : list.Substring(start, end - start));
            }
            else
            {
                text.Append(list[start]);
            }

            start = end;
        }

        return text.ToString();
    }

    private static bool IsBesideComma(string list, int start, int end) =>
        (start > 0 && list[start - 1] == ',') || (end < list.Length && list[end] == ',');

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';
}
