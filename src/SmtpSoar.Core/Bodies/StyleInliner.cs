using System;
using System.Linq;
using AngleSharp.Dom;
using AngleSharp.Html;
using SmtpSoar.Core.Html;

namespace SmtpSoar.Core.Bodies;

/// <summary>Moves style sheets into the elements that they are for: Gmail and Outlook drop them, or know less in them.</summary>
internal static class StyleInliner
{
    // Each rule is looked for in the whole document.
    private const int MaxStyles = 256 * 1024;

    /// <summary>The HTML with the styles in its elements. Rules for certain screens (@media) stay where they are.</summary>
    /// <exception cref="SmtpSoarException">It is nested too deep, or its style sheets are too long.</exception>
    public static string Inline(string html) =>
        html.IndexOf("<style", StringComparison.OrdinalIgnoreCase) < 0 ? html : HtmlNesting.RunWithRoom(html, () => InlineStyles(html));

    private static string InlineStyles(string html)
    {
        using var mover = new PreMailer.Net.PreMailer(html);
        if (mover.Document.QuerySelectorAll("style").Sum(style => style.TextContent.Length) > MaxStyles)
            throw HtmlLimits.TooMuch($"style sheets of more than {MaxStyles} characters");

        // The library would fetch what these refer to, from anywhere.
        foreach (var link in mover.Document.QuerySelectorAll("link").ToList())
            link.Remove();
        mover.MoveCssInline(removeStyleElements: false, preserveMediaQueries: true);
        foreach (var style in mover.Document.QuerySelectorAll("style").Where(style => style.TextContent.IndexOf('@') < 0).ToList())
            style.Remove();
        var document = mover.Document;
        return HtmlKind.IsDocument(html)
            ? Written(document.ChildNodes)
            : Written(document.Head!.ChildNodes) + Written(document.Body!.ChildNodes);
    }

    private static string Written(INodeList nodes) => HtmlWriter.Write(nodes, HtmlMarkupFormatter.Instance);
}
