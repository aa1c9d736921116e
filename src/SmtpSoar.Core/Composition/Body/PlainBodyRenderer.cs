using System.Threading;
using SmtpSoar.Core.Html;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>The body of "send email": text, or HTML where it is known to be that or begins as a document.</summary>
internal sealed class PlainBodyRenderer : IBodyRenderer
{
    private const string Name = "body";
    private const string Parameter = "body (-Body)";

    public bool Handles(ComposedMailRequest request) => request is EmailRequest;

    public RenderedBody Render(ComposedMailRequest request, RenderedBody before, CancellationToken cancellationToken)
    {
        var email = (EmailRequest)request;
        if (email.Html is not null)
            return new RenderedBody { Html = email.Html, Text = email.Body, HtmlName = Name, Name = Parameter };
        return IsHtml(email)
            ? new RenderedBody { Html = email.Body, HtmlName = Name, Name = Parameter }
            : new RenderedBody { Text = email.Body, TextName = Name, Name = Parameter };
    }

    // Markdown becomes HTML by the next renderer.
    private static bool IsHtml(EmailRequest email) => email.IsMarkdown || (!email.IsText && HtmlDetector.IsHtml(email.Body));
}
