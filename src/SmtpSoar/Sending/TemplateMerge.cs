using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Data;
using SmtpSoar.Core.Data;
using SmtpSoar.Core.Templates;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Sending;

/// <summary>
/// Brings templates and data together, for one command: each template is compiled once. Properties of the data may be scripts, and run on
/// the pipeline's thread.
/// </summary>
internal sealed class TemplateMerge(CoreCommand command)
{
    private readonly MailTemplates _templates = new();
    private readonly DataValues _values = new(new ShownProperties(command.SessionState));

    /// <summary>Makes a request for what a template makes: HTML, or text.</summary>
    /// <param name="template">The template: a path, or the template itself.</param>
    /// <param name="kind">The kind of text that it shall make.</param>
    /// <param name="sanitize">Whether HTML is sanitized.</param>
    public ComposedMailRequest CreateRequest(string template, TemplateKind kind, bool sanitize)
    {
        var made = TemplateKind.Text;
        var isUnknown = Reading.FailureOf(() => made = Get(template, kind).Kind) is not null;
        return isUnknown || made == TemplateKind.Text ? new EmailRequest() : new HtmlEmailRequest { Sanitize = sanitize };
    }

    /// <summary>Renders a template into a request. A value that the request has already stays.</summary>
    /// <exception cref="SmtpSoarException">It can't be read or rendered.</exception>
    public void Render(ComposedMailRequest request, TemplateSource source)
    {
        var template = Get(source.Template, source.Kind);
        var data = source.HasData ? _values.Root(source.Data) : new NamedValues([]);
        var mail = command.RunHere(stop => template.Render(data, source.Culture, stop));
        foreach (var warning in mail.Warnings)
            command.Warn(warning);
        FillHeader(request, mail);
        FillBody(request, mail);
    }

    private MailTemplate Get(string template, TemplateKind kind)
    {
        var path = MailTemplates.IsText(template) ? template : command.Paths.Literal(template);
        return command.RunHere(stop => _templates.Get(path, kind, stop));
    }

    private static void FillHeader(ComposedMailRequest request, RenderedMail mail)
    {
        request.From ??= mail.From;
        if (request.Subject is null)
            (request.Subject, request.IsSubjectLiteral) = (mail.Subject, true);
        request.To = Filled(request.To, mail.To);
        request.Cc = Filled(request.Cc, mail.Cc);
        request.Bcc = Filled(request.Bcc, mail.Bcc);
        if (request.Priority == MailPriority.Normal && mail.Priority is { } priority)
            request.Priority = priority;
        var given = new HashSet<string>(request.Headers.Select(header => header.Name), StringComparer.OrdinalIgnoreCase);
        request.Headers = [.. request.Headers, .. mail.Headers.Where(header => !given.Contains(header.Name))];
    }

    private static IList<string> Filled(IList<string> given, IReadOnlyList<string> made) => given.Count > 0 ? given : [.. made];

    private static void FillBody(ComposedMailRequest request, RenderedMail mail)
    {
        request.IsMarkdown = mail.Kind == TemplateKind.Markdown;
        if (request is HtmlEmailRequest html)
            (html.HtmlBody, html.TextBody) = (mail.Body, mail.Text);
        else if (request is EmailRequest email && mail.Kind == TemplateKind.Html)
            (email.Html, email.Body) = (mail.Body, mail.Text ?? "");
        else if (request is EmailRequest text)
            (text.Body, text.IsText) = (mail.Body, mail.Kind == TemplateKind.Text);
    }
}
