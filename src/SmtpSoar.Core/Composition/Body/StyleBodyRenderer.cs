using System.Threading;
using SmtpSoar.Core.Bodies;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>Moves the style sheets of a body's HTML into its elements.</summary>
internal sealed class StyleBodyRenderer : IBodyRenderer
{
    public bool Handles(ComposedMailRequest request) => request.InlineCss;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        if (before.Html is not { } html)
            return before;

        // The library would put U+FFFD in the place of characters that are an error.
        TextChecks.Characters(html, before.HtmlName);
        return before with { Html = StyleInliner.Inline(html) };
    }
}
