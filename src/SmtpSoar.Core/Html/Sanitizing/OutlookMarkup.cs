using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Text;

namespace SmtpSoar.Core.Html.Sanitizing;

/// <summary>
/// Judges the inside of a conditional comment. It is rarely complete HTML (a table begins in one comment and ends in the
/// next), so each tag is judged by itself: the sanitizer gets it as an element of an empty document, where no other tag
/// can hide it.
/// </summary>
internal static class OutlookMarkup
{
    private const string NoScript = "<noscript>";
    private const string NoScriptEnd = "</noscript>";

    private static readonly Regex Name = new("^[A-Za-z][A-Za-z0-9]*(?:[:-][A-Za-z0-9]+)*$", RegexOptions.CultureInvariant);
    private static readonly Regex CssComment = new(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    // An old reader may understand text that one parser skips or leaves encoded.
    private static readonly Regex Suspicious = new(
        @"expression|script\s*:|behaviou?r\s*:|-moz-binding|@import|&[{#]|\\",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether the sanitizer would remove nothing of it.</summary>
    internal static bool IsHarmless(string content)
    {
        var judge = new SanitizerProbe();
        return !content.Contains("--!") && !content.Contains("<!--") && !content.Contains("-->")
            && TagsAreHarmless(WithoutNoScript(content), judge)
            && judge.NothingIsRemoved();
    }

    // Templates wrap Outlook's settings in it for readers that take the comment for text. With scripts on it hides all of it.
    private static string WithoutNoScript(string content)
    {
        var trimmed = content.Trim();
        if (!trimmed.StartsWith(NoScript, StringComparison.OrdinalIgnoreCase)
            || !trimmed.EndsWith(NoScriptEnd, StringComparison.OrdinalIgnoreCase)
            || trimmed.Length < NoScript.Length + NoScriptEnd.Length)
            return content;
        var inside = trimmed.Substring(NoScript.Length, trimmed.Length - NoScript.Length - NoScriptEnd.Length);
        return inside.IndexOf("noscript", StringComparison.OrdinalIgnoreCase) < 0 ? inside : content;
    }

    private static bool TagsAreHarmless(string content, SanitizerProbe judge)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(content));
        StringBuilder? styleSheet = null;
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlDataToken { Kind: HtmlTokenKind.Data } text)
            {
                // A < that begins no tag here might begin one elsewhere: not every place lets a style element be one.
                if (text.Data.Any(character => character == '<'))
                    return false;
                styleSheet?.Append(text.Data);
            }
            else if (token is not HtmlTagToken tag || !Name.IsMatch(tag.Name) || !Judge(tag, judge, ref styleSheet))
            {
                return false;
            }
        }

        return styleSheet is null;
    }

    private static bool Judge(HtmlTagToken tag, SanitizerProbe judge, ref StringBuilder? styleSheet)
    {
        if (tag.IsEndTag)
        {
            var isClean = styleSheet is null || (!IsSuspicious(styleSheet.ToString()) && judge.AddStyleSheet(styleSheet.ToString()));
            styleSheet = null;
            return isClean;
        }

        foreach (var attribute in tag.Attributes)
        {
            if (!Name.IsMatch(attribute.Name) || IsSuspicious(attribute.Value ?? string.Empty))
                return false;
        }

        if (tag.Id == HtmlTagId.Style)
            styleSheet = new StringBuilder();
        return judge.AddElement(tag);
    }

    private static bool IsSuspicious(string value) =>
        Suspicious.IsMatch(value) || Suspicious.IsMatch(CssComment.Replace(value, string.Empty));
}
