using System;
using System.Linq;
using AngleSharp.Dom;
using SmtpSoar.Core.Html.Sanitizing;

namespace SmtpSoar.Core.Html;

/// <summary>How much HTML may ask of the parser and the sanitizer: beyond these limits their time grows faster than the HTML.</summary>
internal static class HtmlLimits
{
    // Measured: a level costs less than 1 KiB of the stack, so this fits several times into it.
    private const int MaxDepth = 10_000;

    // The parser repeats what was left open in each following block: a small text can become a huge tree.
    private const long MaxCopies = 2_000_000;

    // For a tag the parser may look through all elements that are open. Nesting as deep as is allowed takes half of this.
    private const long MaxSteps = 100_000_000;

    // The parser looks through all style elements for each further one.
    private const int MaxStyleElements = 10_000;

    // The sanitizer counts a style sheet's rules for each of them.
    private const int MaxRules = 10_000;

    private const int MaxDeclarations = 10_000;

    private const int MaxAttributes = 10_000;

    private const string StyleStart = "<style";

    /// <summary>Refuses HTML that parsing would take too long for.</summary>
    internal static void CheckText(string html)
    {
        var weight = ParseCostEstimate.Of(html);
        if (weight.Depth > MaxDepth || weight.Copies > MaxCopies || Parentheses.DepthOf(html) > MaxDepth)
            throw Errors.HtmlTooDeep.With(MaxDepth);
        if (weight.Steps > MaxSteps)
            throw TooMuch($"very many tags in deeply nested elements (the sum of all depths is over {MaxSteps})");
        if (CountOf(StyleStart, html) > MaxStyleElements)
            throw TooMuch($"more than {MaxStyleElements} style elements");
    }

    /// <summary>Refuses a tree that sanitizing would take too long for.</summary>
    internal static void CheckTree(INode root)
    {
        var rules = 0;
        foreach (var element in root.Descendants<IElement>())
        {
            if (element.Attributes.Length > MaxAttributes)
                throw TooMuch($"an element with more than {MaxAttributes} attributes");
            var css = element.LocalName == "style" ? element.TextContent : element.GetAttribute("style") ?? "";
            if (css.Count(c => c == ';') > MaxDeclarations)
                throw TooMuch($"a style with more than {MaxDeclarations} declarations");
            rules += element.LocalName == "style" ? css.Count(c => c is '{' or '@') : 0;
        }

        if (rules > MaxRules)
            throw TooMuch($"style sheets with more than {MaxRules} rules");
    }

    internal static SmtpSoarException TooMuch(string what) => Errors.HtmlTooComplex.With(what);

    private static int CountOf(string part, string text)
    {
        var count = -1;
        for (var at = -1; at >= 0 || count < 0; at = text.IndexOf(part, at + 1, StringComparison.OrdinalIgnoreCase))
            count++;
        return count;
    }
}
