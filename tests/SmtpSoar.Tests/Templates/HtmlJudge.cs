using System;
using System.Collections.Generic;
using System.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SmtpSoar.Tests.Templates;

/// <summary>Reads HTML as a browser does, with a parser that shares nothing with the code under test.</summary>
internal static class HtmlJudge
{
    private static readonly HashSet<string> Urls = new(StringComparer.OrdinalIgnoreCase) { "href", "src", "background", "action" };

    private static readonly string[] Harmless = ["http", "https", "mailto", "tel", "sms", "cid", "ftp"];

    /// <summary>The elements and the names of their attributes: all that makes a document what it is but for its words.</summary>
    public static string Shape(string html) =>
        string.Join(" ", Elements(html).Select(element => element.LocalName + "[" + string.Join(",", element.Attributes.Select(attribute => attribute.Name)) + "]"));

    /// <summary>The words.</summary>
    public static string Words(string html) => Parse(html).DocumentElement.TextContent;

    /// <summary>The thing that could run, load or open something, or <see langword="null"/>.</summary>
    public static string? Danger(string html)
    {
        foreach (var attribute in Elements(html).SelectMany(element => element.Attributes))
        {
            if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "srcdoc")
                return attribute.Name;
            if (Urls.Contains(attribute.Name) && Scheme(attribute.Value) is { } scheme && !Harmless.Contains(scheme) && !scheme.EndsWith("unsafe", StringComparison.Ordinal))
                return $"{attribute.Name}={attribute.Value}";
            if (attribute.Name == "style" && attribute.Value.Any(character => "()\\@{}<>\"".Contains(character, StringComparison.Ordinal)))
                return $"style={attribute.Value}";
        }

        return Elements(html).FirstOrDefault(element => element.LocalName is "script" or "iframe" or "object" or "embed")?.OuterHtml;
    }

    private static string? Scheme(string url)
    {
        var plain = new string(url.Where(character => character > ' ' && !char.IsControl(character) && !char.IsWhiteSpace(character)).ToArray());
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || plain.AsSpan(0, colon).IndexOfAny("/?#") >= 0
            ? plain.StartsWith(@"\\", StringComparison.Ordinal) ? "file" : null
            : plain[..colon].ToLowerInvariant();
    }

    private static IEnumerable<IElement> Elements(string html) => Parse(html).All;

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
