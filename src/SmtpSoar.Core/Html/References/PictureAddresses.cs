using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using MimeKit.Text;
using SmtpSoar.Core.Html.Text;

namespace SmtpSoar.Core.Html.References;

/// <summary>Collects the addresses of the pictures in HTML: from elements and style sheets.</summary>
internal sealed class PictureAddresses : IHtmlReferenceListener
{
    private static readonly HashSet<string> Pictures =
        new(StringComparer.OrdinalIgnoreCase) { "img", "image", "input", "v:fill", "v:imagedata" };

    private static readonly HashSet<string> Sources = new(StringComparer.OrdinalIgnoreCase) { "src", "href", "xlink:href" };

    private static readonly Regex StyleUrl = new(
        @"(?<!@import\s{0,9})url\(\s*[""']?(?<url>[^""')]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly List<string> _found = [];
    private Uri? _base;

    /// <summary>The addresses on the web that HTML shows pictures from, each once.</summary>
    internal static IReadOnlyList<Uri> OnTheWeb(string html)
    {
        var addresses = new PictureAddresses();
        HtmlReferenceWalk.Read(html, addresses);
        return [.. addresses._found.Select(addresses.Resolve).OfType<Uri>().Where(IsOfTheWeb).Distinct()];
    }

    private static bool IsOfTheWeb(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    /// <inheritdoc/>
    public void ReadStyleSheet(string text) => ReadStyle(text);

    /// <inheritdoc/>
    public void ReadAttribute(HtmlTagToken tag, string name, string value)
    {
        if (name.Equals("style", StringComparison.OrdinalIgnoreCase))
            ReadStyle(value);
        else if (name.Equals("srcset", StringComparison.OrdinalIgnoreCase))
            _found.AddRange(value.Split(',').Select(candidate => candidate.Trim().Split(' ')[0]));
        else if (name.Equals("background", StringComparison.OrdinalIgnoreCase) || name.Equals("poster", StringComparison.OrdinalIgnoreCase))
            _found.Add(value);
        else if (Pictures.Contains(tag.Name) && Sources.Contains(name))
            _found.Add(value);
        else if (tag.Id == HtmlTagId.Base && name.Equals("href", StringComparison.OrdinalIgnoreCase))
            _base ??= Resolve(value);
    }

    private void ReadStyle(string style) =>
        _found.AddRange(StyleUrl.Matches(style).Cast<Match>().Select(match => match.Groups["url"].Value));

    // On Unix, Uri takes a path for a file's address, which a reader's program can't have.
    private Uri? Resolve(string value)
    {
        var address = UrlText.Clean(value);
        if (address.StartsWith("//", StringComparison.Ordinal))
            address = $"{_base?.Scheme ?? Uri.UriSchemeHttps}:{address}";
        if (address.Length == 0 || address[0] == '#')
            return null;
        var isWhole = Uri.TryCreate(address, UriKind.Absolute, out var whole) && address.IndexOf(':') > 0;
        return isWhole ? whole : _base is not null && Uri.TryCreate(_base, address, out var joined) ? joined : null;
    }
}
