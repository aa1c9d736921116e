using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>
/// Decides which comments stay: those by which Outlook and old browsers show or hide parts of a mail. To all others
/// they are comments, so what Outlook would read in them has to pass the sanitizer as it stands.
/// </summary>
internal sealed class ConditionalComments
{
    private static readonly Regex WithContent = new(
        @"^\[if ([\w\s.!()&|]+)\]>(?<content>.*)<!\[endif\]$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    // <!--[if !mso]><!--> and its end <!--<![endif]-->: what is between them is ordinary HTML.
    private static readonly Regex Revealing = new(
        @"^\[if ([\w\s.!()&|]+)\]>(?:<!|\s*)$|^\s*<!\[endif\]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // <![if !mso]> and its end <![endif]>, which the parser hands out as comments.
    private static readonly Regex BareStart = new(@"^\[if ([\w\s.!()&|]+)\]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private const string BareEnd = "[endif]";

    // A template opens and closes the same tables again and again.
    private readonly Dictionary<string, bool> _verdicts = new(StringComparer.Ordinal);

    /// <summary>Gives a bare condition the form that survives being written as a comment.</summary>
    internal static void Complete(IComment comment)
    {
        if (BareStart.IsMatch(comment.Data))
            comment.Data += "><!";
        else if (comment.Data.Equals(BareEnd, StringComparison.OrdinalIgnoreCase))
            comment.Data = "<!" + comment.Data;
    }

    /// <summary>Whether the comment stays, word for word.</summary>
    internal bool CanStay(IComment comment)
    {
        if (Revealing.IsMatch(comment.Data))
            return true;
        var match = WithContent.Match(comment.Data);
        return match.Success && IsHarmless(match.Groups["content"].Value);
    }

    private bool IsHarmless(string content)
    {
        if (!_verdicts.TryGetValue(content, out var isHarmless))
            _verdicts[content] = isHarmless = OutlookMarkup.IsHarmless(content);
        return isHarmless;
    }
}
