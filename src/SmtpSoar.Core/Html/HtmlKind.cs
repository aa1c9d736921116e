using System.IO;
using MimeKit.Text;

namespace SmtpSoar.Core.Html;

/// <summary>Tells a whole document from a fragment.</summary>
internal static class HtmlKind
{
    /// <summary>Whether the HTML begins as a document: its first tag is a DOCTYPE, <c>html</c>, <c>head</c> or <c>body</c>.</summary>
    internal static bool IsDocument(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token.Kind == HtmlTokenKind.DocType)
                return true;
            if (token is HtmlTagToken tag)
                return !tag.IsEndTag && tag.Id is HtmlTagId.Html or HtmlTagId.Head or HtmlTagId.Body;
        }

        return false;
    }
}
