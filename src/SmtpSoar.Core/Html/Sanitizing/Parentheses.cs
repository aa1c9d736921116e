using System;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>Counts parentheses, for each of which the parser of style sheets calls itself.</summary>
internal static class Parentheses
{
    // However it is escaped: the parser unescapes it.
    private static readonly Regex Parenthesis = new(
        @"[()]|&#0*4[01](?!\d)|&#[xX]0*2[89](?![0-9a-fA-F])|&[lr]par;",
        RegexOptions.CultureInvariant);

    /// <summary>How deep they nest at most.</summary>
    internal static int DepthOf(string html)
    {
        var depth = 0;
        var deepest = 0;
        for (var match = Parenthesis.Match(html); match.Success; match = match.NextMatch())
        {
            depth = Math.Max(0, depth + (Opens(match.Value) ? 1 : -1));
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static bool Opens(string parenthesis) =>
        parenthesis is "(" or "&lpar;" || parenthesis[parenthesis.Length - 1] is '0' or '8';
}
