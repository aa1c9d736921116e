using System;
using System.Linq;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SmtpSoar.Tests.Html;

/// <summary>Parses HTML as browsers do and asserts that nothing in it can run.</summary>
internal static class HarmlessHtml
{
    private static readonly string[] Running =
    [
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "svg", "math", "template", "noscript", "portal",
        "xss", "noembed", "noframes", "plaintext", "xmp", "foreignobject", "animate", "set",
    ];

    private static readonly Regex RunningUrl = new(@"^[^/?#]*?(java|vb|live)script[^/?#]*:|^mocha:|^data:(?!image/(png|gif|jpe?g|webp|bmp))|^feed:|^view-source:", RegexOptions.IgnoreCase);

    private static readonly Regex RunningCss = new(@"expression\s*\(|javascript|vbscript|behaviou?r\s*:|-moz-binding|@import|data:text", RegexOptions.IgnoreCase);

    /// <summary>Asserts it for a browser with scripts, one without, and a reader of conditional comments.</summary>
    internal static void Assert(string html)
    {
        foreach (var isScripting in new[] { true, false })
        {
            var parser = new HtmlParser(new HtmlParserOptions { IsScripting = isScripting });
            AssertTree(parser.ParseDocument(html), html);
            AssertTree(parser.ParseDocument("<!doctype html><body><div>" + html), html);
            AssertTree(parser.ParseDocument("<!doctype html><table><tr><td>" + html), html);
            AssertTree(parser.ParseDocument(Regex.Replace(html, @"<!--\[if[^\]]*\]>|<!\[endif\]-->", string.Empty)), html);
        }
    }

    private static void AssertTree(INode root, string html)
    {
        foreach (var element in root.Descendants<IElement>())
        {
            False(Running.Contains(element.LocalName, StringComparer.OrdinalIgnoreCase), element.LocalName, html);
            False(element is IHtmlMetaElement && (element.GetAttribute("http-equiv") ?? "").Contains("refresh", StringComparison.OrdinalIgnoreCase), "meta", html);
            False(element.LocalName == "style" && RunningCss.IsMatch(element.TextContent), "style: " + element.TextContent, html);
            foreach (var attribute in element.Attributes)
                AssertAttribute(attribute, html);
            if (element is IHtmlTemplateElement template)
                AssertTree(template.Content, html);
        }
    }

    private static void AssertAttribute(IAttr attribute, string html)
    {
        var value = Regex.Replace(attribute.Value, @"[\s\p{C}]", string.Empty);
        False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name, html);
        False(attribute.Name is "srcdoc" or "action" or "formaction" or "xlink:href", attribute.Name, html);
        False(attribute.Name is not ("alt" or "title" or "value" or "class" or "id" or "name" or "content") && RunningUrl.IsMatch(value), attribute.Name + "=" + value, html);
        False(attribute.Name == "srcset" && attribute.Value.Split(' ', '\n', '\t').Any(url => RunningUrl.IsMatch(url)), value, html);
        False(attribute.Name == "style" && RunningCss.IsMatch(value), "style=" + value, html);
        False(attribute.Name == "href" && value.StartsWith("data:", StringComparison.OrdinalIgnoreCase), value, html);
    }

    private static void False(bool isBad, string what, string html) => Xunit.Assert.False(isBad, what + " in " + html);
}
