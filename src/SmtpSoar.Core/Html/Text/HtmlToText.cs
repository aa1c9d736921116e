using System.IO;
using MimeKit.Text;

namespace SmtpSoar.Core.Html.Text;

/// <summary>Makes readable plain text of HTML.</summary>
internal static class HtmlToText
{
    /// <summary>The text of a document or fragment, with <c>\n</c> between lines and none at the end. Any input will do.</summary>
    /// <param name="html">The HTML, well-formed or not.</param>
    internal static string Render(string? html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html ?? string.Empty));
        var renderer = new TextRenderer();
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken { IsEndTag: true } endTag)
                renderer.EndTag(endTag.Name);
            else if (token is HtmlTagToken startTag)
                renderer.StartTag(startTag);
            else if (token.Kind == HtmlTokenKind.Data)
                renderer.Text(((HtmlDataToken)token).Data);
        }

        return renderer.Finish();
    }
}
