using System.Threading;
using SmtpSoar.Core.Html;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>The body of "send email": text, or HTML where it begins as a document.</summary>
internal sealed class PlainBodyRenderer : IBodyRenderer
{
    private const string Name = "body";
    private const string Parameter = "body (-Body)";

    public bool Handles(ComposedMailRequest request) => request is EmailRequest;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        var body = ((EmailRequest)request).Body;
        return HtmlDetector.IsHtml(body)
            ? new RenderedBody { Html = body, HtmlName = Name, Name = Parameter }
            : new RenderedBody { Text = body, TextName = Name, Name = Parameter };
    }
}
