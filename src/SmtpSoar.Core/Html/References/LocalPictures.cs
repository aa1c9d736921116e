using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Html.References;

/// <summary>Collects the pictures of HTML that are files of the sender's: readers of the mail do not have them.</summary>
internal sealed class LocalPictures
{
    private static readonly HashSet<string> PictureAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "src", "background", "poster", "lowsrc", "dynsrc",
    };

    private static readonly HashSet<string> OtherElements = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "iframe", "frame", "embed", "audio", "video", "track",
    };

    private static readonly string[] OtherFiles = [".css", ".woff", ".woff2", ".ttf", ".otf", ".eot"];

    private static readonly Regex StyleUrl = new("""url\(\s*["']?([^"')]+)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private readonly List<string> _found = [];
    private bool _hasBase;

    /// <summary>The pictures so far. A base address makes relative ones those of a server.</summary>
    public IEnumerable<string> Found => (_hasBase ? _found.Where(IsAbsolute) : _found).Distinct(StringComparer.Ordinal);

    /// <summary>Whether an attribute that may have the address of a picture has one in this element.</summary>
    public static bool IsPicturePlace(string element, string attribute) =>
        !attribute.Equals("src", StringComparison.OrdinalIgnoreCase) || !OtherElements.Contains(element);

    /// <summary>Looks at an attribute that has one address.</summary>
    public void ReadUrl(string element, string attribute, string url)
    {
        if (element.Equals("base", StringComparison.OrdinalIgnoreCase))
            _hasBase |= url.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        else if (PictureAttributes.Contains(attribute) && IsPicturePlace(element, attribute))
            Add(url);
    }

    /// <summary>Looks at a list of candidates: each an address, and for what size it is.</summary>
    public void ReadCandidates(string list)
    {
        // An address with its content in it has commas.
        var candidates = list.IndexOf("data:", StringComparison.OrdinalIgnoreCase) < 0 ? list.Split(',') : [];
        foreach (var candidate in candidates)
            Add(candidate.Trim().Split(' ')[0]);
    }

    /// <summary>Looks at a style or a style sheet.</summary>
    public void ReadStyle(string style)
    {
        if (style.IndexOf("url(", StringComparison.OrdinalIgnoreCase) < 0)
            return;
        foreach (Match match in StyleUrl.Matches(style))
            Add(match.Groups[1].Value.Trim());
    }

    private void Add(string url)
    {
        if (IsLocal(url) && !OtherFiles.Any(ending => url.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            _found.Add(url);
    }

    // An address that begins with two slashes has a server, and one with braces is for a template to fill in.
    private static bool IsLocal(string url)
    {
        if (url.Length == 0 || url[0] is '#' or '{' || url.StartsWith("//", StringComparison.Ordinal))
            return false;
        var colon = url.IndexOf(':');
        return colon <= 1 || url.IndexOfAny(['/', '?'], 0, colon) >= 0 || IsAbsolute(url);
    }

    private static bool IsAbsolute(string url) =>
        url.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith(@"\\", StringComparison.Ordinal)
        || url.Length > 1 && url[1] == ':';
}
