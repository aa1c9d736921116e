using System.Threading;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>The body of "send htmlemail": HTML, with the text that the sender gave for it.</summary>
internal sealed class HtmlBodyRenderer : IBodyRenderer
{
    public bool Handles(ComposedMailRequest request) => request is HtmlEmailRequest;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        var html = (HtmlEmailRequest)request;
        return new RenderedBody
        {
            Text = html.TextBody,
            Html = html.HtmlBody,
            Sanitize = html.Sanitize,
            Name = "HTML body (-HtmlBody, html_body)",
        };
    }
}
