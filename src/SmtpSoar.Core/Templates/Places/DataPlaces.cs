using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Text;
using SmtpSoar.Core.Html;

namespace SmtpSoar.Core.Templates.Places;

/// <summary>Finds in HTML where values of the data stand, and makes sure that each is nothing but text there.</summary>
/// <remarks>
/// Escaping keeps a value from ending an element or a quoted attribute. It does not know that an address may be javascript:, that a style
/// may load a picture, or that an attribute without quotes ends at a blank. Therefore the HTML is read once more, as a browser would.
/// </remarks>
internal sealed class DataPlaces
{
    // Some programs read what stands in these as text, and others as HTML.
    private static readonly HashSet<string> Ambiguous =
        new(System.StringComparer.OrdinalIgnoreCase) { "noscript", "noframes", "noembed", "iframe", "xmp", "plaintext" };

    // The content of these is text.
    private static readonly HashSet<string> TextElements = new(System.StringComparer.OrdinalIgnoreCase) { "title", "textarea", "style" };

    // It is markup within svg and math (HTML standard, section 13.2.6.5), and within select and frameset, where such a tag is passed over.
    private static readonly HashSet<string> WithMarkupInstead =
        new(System.StringComparer.OrdinalIgnoreCase) { "svg", "math", "select", "frameset" };

    // The tokenizer hands out a tag that never ends as text; what a value adds decides where a browser ends it.
    private static readonly Regex UnendedTag = new(@"\A</?[A-Za-z]", RegexOptions.CultureInvariant);

    private readonly List<DataPlace> _places = [];
    private bool _isInStyle;
    private bool _isInAmbiguous;
    private bool _isInComment;
    private bool _isInTextElement;
    private bool _hasMarkupInstead;

    private DataPlaces()
    {
    }

    /// <summary>The HTML without marks. A value that would be more than text is made harmless.</summary>
    /// <param name="html">The HTML, with marks.</param>
    /// <param name="harmful">Is told of each value that was changed: the number of its place, and what it would have been.</param>
    /// <exception cref="UnsafePlaceException">A value stands where it can't be made text.</exception>
    public static string Clean(string html, System.Action<int, string> harmful)
    {
        var count = Count(html);
        if (count == 0)
            return html;
        var places = new DataPlaces();
        places.Read(html);

        // One that was met nowhere, as in a DOCTYPE, would give its place to the next.
        if (places._places.Count != count)
            throw new UnsafePlaceException(DataMarks.SiteOf(html[html.IndexOf(DataMarks.Start) + 1]), "where no value is expected");
        return places.Rewrite(html, harmful);
    }

    private static int Count(string html)
    {
        var count = 0;
        for (var at = html.IndexOf(DataMarks.Start); at >= 0; at = html.IndexOf(DataMarks.Start, at + 1))
            count++;
        return count;
    }

    private void Read(string html)
    {
        var tokenizer = HtmlTokens.Read(html);
        var (before, last) = (_places.Count, (HtmlToken?)null);
        while (tokenizer.ReadNextToken(out var token))
        {
            (before, last) = (_places.Count, token);
            switch (token)
            {
                case HtmlTagToken tag:
                    ReadTag(tag);
                    break;
                case HtmlCommentToken comment:
                    ReadComment(comment.Comment);
                    break;
                case HtmlScriptDataToken script:
                    AddAll(script.Data, DataPlace.Refused("in a script"));
                    break;
                case HtmlCDataToken section:
                    AddAll(section.Data, DataPlace.Refused("in a section <![CDATA[, which HTML does not have"));
                    break;
                case HtmlDataToken data:
                    ReadText(data.Data);
                    break;
                default:
                    break;
            }
        }

        if (!_isInTextElement && last is HtmlDataToken { Kind: HtmlTokenKind.Data } end && UnendedTag.IsMatch(end.Data))
            for (var i = before; i < _places.Count; i++)
                _places[i] = DataPlace.Refused("in a tag that does not end");
    }

    private void ReadTag(HtmlTagToken tag)
    {
        _isInStyle = tag.Id == HtmlTagId.Style && !tag.IsEndTag;
        _isInTextElement = !tag.IsEndTag && TextElements.Contains(tag.Name);
        _hasMarkupInstead |= WithMarkupInstead.Contains(tag.Name);
        _isInAmbiguous = !tag.IsEndTag && (Ambiguous.Contains(tag.Name) || (_hasMarkupInstead && _isInTextElement));
        AddAll(tag.Name, DataPlace.Refused("in the name of an element"));
        foreach (var attribute in tag.Attributes)
        {
            AddAll(attribute.Name, DataPlace.Refused("in the name of an attribute, or in one without quotes"));
            if (attribute.Value is { } value && AttributePlaces.Marks(value).Any())
                _places.AddRange(AttributePlaces.Of(tag, attribute.Name, value));
        }
    }

    // Outlook reads what stands in <!--[if mso]>. All else in a comment is read by nobody.
    private void ReadComment(string comment)
    {
        if (!_isInComment && comment.StartsWith("[if", System.StringComparison.OrdinalIgnoreCase))
        {
            _isInComment = true;
            var first = _places.Count;
            AddAll(comment.Substring(0, comment.IndexOf('>') + 1), DataPlace.Refused("in the condition of a comment"));
            Read(comment.Substring(comment.IndexOf('>') + 1));
            for (var i = first; i < _places.Count; i++)
                _places[i] = _places[i] with { IsInComment = true };
            _isInComment = false;
        }
        else
        {
            AddAll(comment, DataPlace.Comment);
        }
    }

    private void ReadText(string text)
    {
        if (_isInAmbiguous)
            AddAll(text, DataPlace.Refused("in an element such as noscript, or a title within svg or select, which is read in two ways"));
        else if (_isInStyle)
            _places.AddRange(StylePlaces.Of(text));
        else
            AddAll(text, DataPlace.Text);
    }

    private void AddAll(string text, DataPlace place)
    {
        for (var at = text.IndexOf(DataMarks.Start); at >= 0; at = text.IndexOf(DataMarks.Start, at + 1))
            _places.Add(place);
    }

    // The marks come in the HTML in the order in which they were found.
    private string Rewrite(string html, System.Action<int, string> harmful)
    {
        var clean = new StringBuilder(html.Length);
        var (from, next) = (0, 0);
        for (var at = html.IndexOf(DataMarks.Start); at >= 0; at = html.IndexOf(DataMarks.Start, from))
        {
            var end = html.IndexOf(DataMarks.End, at);
            var site = DataMarks.SiteOf(html[at + 1]);
            var place = end > 0 ? _places[next++] : DataPlace.Refused("in markup that was cut");
            if (place.Refusal is { } refusal)
                throw new UnsafePlaceException(site, refusal);
            if (place.Harm is { } harm)
                harmful(site, harm);
            clean.Append(LiteralBefore.Safe(html.Substring(from, at - from), site)).Append(place.Before);
            clean.Append(place.Made(html.Substring(at + 2, end - at - 2)));
            from = end + 1;
        }

        return clean.Append(html, from, html.Length - from).ToString();
    }
}
