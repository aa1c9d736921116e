using System;
using System.Collections.Generic;
using System.Linq;
using MimeKit.Text;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>Says what values may be in an attribute.</summary>
internal static class AttributePlaces
{
    private static readonly HashSet<string> Urls = new(StringComparer.OrdinalIgnoreCase)
    {
        "href", "src", "background", "action", "formaction", "cite", "data", "poster", "lowsrc", "dynsrc", "longdesc", "xlink:href", "icon",
        "o:href", "manifest", "ping", "profile", "usemap", "classid", "codebase", "archive", "srcset", "imagesrcset", "xml:base",
    };

    // Each of these is code, or a document of its own.
    private static readonly string[] Code = ["srcdoc", "http-equiv"];

    // Elements of SVG that set an attribute of another one, such as the address of a link.
    private static readonly string[] Setters = ["set", "animate", "animateTransform", "animateMotion"];

    private static readonly string[] SetValues = ["attributeName", "to", "from", "by", "values"];

    /// <summary>The places in an attribute's value, in order.</summary>
    public static IEnumerable<DataPlace> Of(HtmlTagToken tag, string name, string value)
    {
        if (HasOpenMark(value))
            return [DataPlace.Refused("in an attribute without quotes")];
        var isCode = name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || Code.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (isCode || IsPragma(tag, name) || IsSet(tag, name))
            return [DataPlace.Refused($"in the attribute '{name}'")];
        if (name.Equals("style", StringComparison.OrdinalIgnoreCase))
            return StylePlaces.Of(value);
        return Urls.Contains(name) ? UrlPlaces.Of(tag, value) : Marks(value).Select(_ => DataPlace.Text);
    }

    /// <summary>The places at which values begin in a text with marks.</summary>
    public static IEnumerable<int> Marks(string value)
    {
        for (var at = value.IndexOf(DataMarks.Start); at >= 0; at = value.IndexOf(DataMarks.Start, at + 1))
            yield return at;
    }

    // The value was cut in two by a blank: there are no quotes around it.
    private static bool HasOpenMark(string value) => value.LastIndexOf(DataMarks.Start) > value.LastIndexOf(DataMarks.End);

    // <meta http-equiv="refresh" content="...">
    private static bool IsPragma(HtmlTagToken tag, string name) =>
        tag.Id == HtmlTagId.Meta
        && name.Equals("content", StringComparison.OrdinalIgnoreCase)
        && tag.Attributes.Any(attribute => attribute.Name.Equals("http-equiv", StringComparison.OrdinalIgnoreCase));

    // <animate attributeName="href" to="...">
    private static bool IsSet(HtmlTagToken tag, string name) =>
        Setters.Contains(tag.Name, StringComparer.OrdinalIgnoreCase) && SetValues.Contains(name, StringComparer.OrdinalIgnoreCase);
}
