using System;
using System.IO;
using System.Text;
using MimeKit.Text;

namespace SmtpSoar.Core.Html.References;

/// <summary>Walks over each place in HTML that may hold an address: attributes, style sheets, and comments that Outlook reads.</summary>
internal sealed class HtmlReferenceWalk
{
    private readonly IHtmlReferenceListener _listener;
    private readonly StringBuilder _styleSheet = new();
    private bool _isInStyle;
    private bool _isInConditionalComment;

    private HtmlReferenceWalk(IHtmlReferenceListener listener) => _listener = listener;

    /// <summary>Shows the listener each place, in the order of the HTML.</summary>
    /// <param name="html">A document or a fragment.</param>
    /// <param name="listener">The listener.</param>
    internal static void Read(string html, IHtmlReferenceListener listener) => new HtmlReferenceWalk(listener).Read(html);

    private void Read(string html)
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
            _listener.ReadAttribute(tag, attribute.Name, attribute.Value ?? string.Empty);
    }

    // The tokenizer hands out a style sheet in pieces, which are read when it is complete.
    private void EndStyle()
    {
        if (_styleSheet.Length > 0)
            _listener.ReadStyleSheet(_styleSheet.ToString());
        _styleSheet.Clear();
        _isInStyle = false;
    }

    // Outlook reads the HTML within <!--[if mso]>, often a background image. Comments can't nest: one level is all there is.
    private void ReadComment(string comment)
    {
        if (_isInConditionalComment || !comment.StartsWith("[if", StringComparison.OrdinalIgnoreCase))
            return;
        _isInConditionalComment = true;
        Read(comment.Substring(comment.IndexOf('>') + 1));
        _isInConditionalComment = false;
    }
}

/// <summary>Reads the addresses that HTML refers to, from the places that a walk finds.</summary>
internal interface IHtmlReferenceListener
{
    /// <summary>Reads an attribute's value, as it stands there.</summary>
    void ReadAttribute(HtmlTagToken tag, string name, string value);

    /// <summary>Reads the whole text of a style element.</summary>
    void ReadStyleSheet(string text);
}
