using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SmtpSoar.Core.Html.Sanitizing;

namespace SmtpSoar.Core.Html;

/// <summary>Does what the sanitizer can't be told by lists, on the tree that it parsed.</summary>
internal static class MailDocument
{
    private static readonly string[] HarmlessPragmas =
        ["content-type", "content-language", "x-ua-compatible", "default-style", "imagetoolbar"];

    // Others (UTF-7 was the famous one) make a script of what is none in ASCII.
    private static readonly Regex SafeCharset = new(
        @"^\s*(?:utf-?8|us-ascii|ascii|iso-8859-\d+|windows-12\d\d|koi8-[ru]|gbk|gb2312|gb18030|big5|shift_jis|euc-(?:jp|kr))\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex ContentTypeCharset =
        new(@"charset\s*=\s*[""']?([^;""'\s]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // The style sheet library writes each colour like this, which Outlook does not understand.
    private static readonly Regex OpaqueColor = new(@"rgba\((\d{1,3}), (\d{1,3}), (\d{1,3}), 1\)", RegexOptions.CultureInvariant);

    /// <summary>Removes what no list can name, and completes bare conditions.</summary>
    internal static void Prepare(INode root, RemovedNames removed, RemovalEffort effort)
    {
        foreach (var comment in root.Descendants<IComment>().ToList())
            ConditionalComments.Complete(comment);
        foreach (var element in root.Descendants<IElement>().ToList())
        {
            foreach (var attribute in element.Attributes.Where(IsForbidden).ToList())
            {
                removed.Add(attribute.Name);
                element.RemoveAttribute(attribute.Name);
            }

            if (!IsForbidden(element))
                continue;
            removed.Add(element.LocalName);
            effort.AddRemoval(element);
            element.Remove();
        }
    }

    /// <summary>Writes colours as all readers of mail understand them.</summary>
    internal static void Polish(INode root)
    {
        foreach (var element in root.Descendants<IElement>().ToList())
        {
            if (element.LocalName == "style")
                element.TextContent = WithHexColors(element.TextContent);
            else if (element.GetAttribute("style") is { } style)
                element.SetAttribute("style", WithHexColors(style));
        }
    }

    /// <summary>A meta element that redirects, sets cookies, or names a charset in which text can turn into tags.</summary>
    internal static bool IsForbidden(IElement element)
    {
        if (element.LocalName != "meta")
            return false;
        var pragma = element.GetAttribute("http-equiv")?.Trim();
        var charset = element.GetAttribute("charset");
        return (pragma is not null && !HarmlessPragmas.Contains(pragma, StringComparer.OrdinalIgnoreCase))
            || (charset is not null && !SafeCharset.IsMatch(charset))
            || (pragma is not null && !NamesSafeCharset(element.GetAttribute("content") ?? string.Empty));
    }

    /// <summary>A namespace that mail does not need.</summary>
    internal static bool IsForbidden(IAttr attribute) =>
        attribute.Name.StartsWith("xmlns", StringComparison.OrdinalIgnoreCase) && !MailMarkup.IsKnownNamespace(attribute.Value);

    private static bool NamesSafeCharset(string content)
    {
        var match = ContentTypeCharset.Match(content);
        return !match.Success || SafeCharset.IsMatch(match.Groups[1].Value);
    }

    private static string WithHexColors(string css) =>
        OpaqueColor.Replace(css, color => "#" + Hex(color.Groups[1]) + Hex(color.Groups[2]) + Hex(color.Groups[3]));

    private static string Hex(Group part) =>
        Math.Min(255, int.Parse(part.Value, CultureInfo.InvariantCulture)).ToString("x2", CultureInfo.InvariantCulture);
}
