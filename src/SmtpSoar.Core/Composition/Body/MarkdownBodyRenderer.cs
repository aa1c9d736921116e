using System.Threading;
using SmtpSoar.Core.Bodies;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Makes HTML of a body that is Markdown: the renderers before it give the Markdown as the HTML.</summary>
internal sealed class MarkdownBodyRenderer : IBodyRenderer
{
    public bool Handles(ComposedMailRequest request) => request.IsMarkdown;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        // An empty body stays one, which is an error, and no document without words.
        if (string.IsNullOrEmpty(before.Html))
            return before;

        // The library would put U+FFFD in the place of characters that are an error.
        TextChecks.Characters(before.Html!, before.HtmlName);
        return before with { Html = MarkdownHtml.Render(before.Html!, request.AllowRawHtml) };
    }
}
