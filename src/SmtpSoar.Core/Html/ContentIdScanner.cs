using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using MimeKit.Text;
using SmtpSoar.Core.Html.Text;

namespace SmtpSoar.Core.Html;

/// <summary>
/// Collects the <c>cid:</c> addresses of HTML, and the pictures that should have one: from attributes, style sheets, and what only Outlook
/// reads.
/// </summary>
internal sealed class ContentIdScanner
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
    private readonly StringBuilder _styleSheet = new();
    private bool _isInStyle;
    private bool _isInConditionalComment;

    /// <summary>The ids so far.</summary>
    internal IReadOnlyCollection<string> Found => _found;

    /// <summary>The pictures so far that are files of the sender's.</summary>
    internal LocalPictures Local { get; } = new();

    /// <summary>Collects from a document, a fragment, or the inside of a conditional comment.</summary>
    internal void ReadHtml(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
                ReadTag(tag);
            else if (token is HtmlCommentToken comment)
                ReadComment(comment.Comment);
            else if (_isInStyle && token is HtmlDataToken text)
                _styleSheet.Append(text.Data);
        }

        EndStyle();
    }

    private void ReadTag(HtmlTagToken tag)
    {
        EndStyle();
        _isInStyle = tag.Id == HtmlTagId.Style && !tag.IsEndTag;
        foreach (var attribute in tag.Attributes)
        {
            var value = attribute.Value ?? string.Empty;
            if (ListAttributes.Contains(attribute.Name))
                ReadList(attribute.Name, value);
            else if (UrlAttributes.Contains(attribute.Name))
                ReadUrl(tag.Name, attribute.Name, UrlText.Clean(value));
        }
    }

    // The tokenizer hands out a style sheet in pieces, so it is read when it is complete.
    private void EndStyle()
    {
        if (_styleSheet.Length > 0)
            ReadList("style", _styleSheet.ToString());
        _styleSheet.Clear();
        _isInStyle = false;
    }

    // Outlook reads what stands in <!--[if mso]>, often a background image. Comments can't nest: one level is all there is.
    private void ReadComment(string comment)
    {
        if (_isInConditionalComment || !comment.StartsWith("[if", StringComparison.OrdinalIgnoreCase))
            return;
        _isInConditionalComment = true;
        ReadHtml(comment.Substring(comment.IndexOf('>') + 1));
        _isInConditionalComment = false;
    }

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
