using System;
using System.Collections.Generic;
using MimeKit.Text;
using SmtpSoar.Core.Html.Text;

namespace SmtpSoar.Core.Html.References;

/// <summary>Collects the <c>cid:</c> addresses of HTML, and the pictures that should have one.</summary>
internal sealed class ContentIdScanner : IHtmlReferenceListener
{
    private static readonly HashSet<string> UrlAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "src", "href", "background", "data", "poster", "lowsrc", "dynsrc", "longdesc", "cite", "xlink:href", "icon", "o:href",
    };

    // These have addresses among other text.
    private static readonly HashSet<string> ListAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "srcset", "imagesrcset", "style",
    };

    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>The ids so far.</summary>
    internal IReadOnlyCollection<string> Found => _found;

    /// <summary>The pictures so far that are files of the sender's.</summary>
    internal LocalPictures Local { get; } = new();

    /// <inheritdoc/>
    public void ReadAttribute(HtmlTagToken tag, string name, string value)
    {
        if (ListAttributes.Contains(name))
            ReadList(name, value);
        else if (UrlAttributes.Contains(name))
            ReadUrl(tag.Name, name, UrlText.Clean(value));
    }

    /// <inheritdoc/>
    public void ReadStyleSheet(string text) => ReadList("style", text);

    private void ReadList(string attribute, string text)
    {
        ReadText(text);
        if (attribute.Equals("style", StringComparison.OrdinalIgnoreCase))
            Local.ReadStyle(text);
        else
            Local.ReadCandidates(text);
    }

    private void ReadUrl(string element, string attribute, string url)
    {
        Local.ReadUrl(element, attribute, url);
        if (url.StartsWith(ContentIds.Scheme, StringComparison.OrdinalIgnoreCase))
            Add(url.Substring(ContentIds.Scheme.Length));
    }

    private void ReadText(string text)
    {
        var start = text.IndexOf(ContentIds.Scheme, StringComparison.OrdinalIgnoreCase);
        while (start >= 0)
        {
            var id = start + ContentIds.Scheme.Length;
            var end = id;
            while (end < text.Length && !EndsUrl(text[end]))
                end++;
            if (start == 0 || EndsUrl(text[start - 1]))
                Add(text.Substring(id, end - id));
            start = text.IndexOf(ContentIds.Scheme, end, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static bool EndsUrl(char character) =>
        character is '(' or ')' or '"' or '\'' or ',' or ';' || char.IsWhiteSpace(character);

    private void Add(string encodedId)
    {
        var id = Uri.UnescapeDataString(encodedId).Trim();
        if (id.Length > 0)
            _found.Add(id);
    }
}
