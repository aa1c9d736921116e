using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Preview;

/// <summary>Takes out of a message's HTML what a browser follows though the page's policy forbids to load it.</summary>
/// <remarks>
/// A policy stops what is loaded, but not that a link element makes the browser connect to a server beforehand. A frame
/// inside could hold such an element in another guise. The names of tags can't be escaped, so looking for them is enough.
/// </remarks>
internal static class FramedHtml
{
    // Like link, meta has no end tag and may stand in the head: nothing else in the document changes its place.
    private static readonly Regex Links = new(@"<link(?=[\s/>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Frames = new(@"<(/?)iframe(?=[\s/>])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static string Of(string html) => Frames.Replace(Links.Replace(html, "<meta"), "<$1x-iframe");
}
