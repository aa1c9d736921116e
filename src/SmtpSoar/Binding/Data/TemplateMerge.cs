using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Bodies;
using SmtpSoar.Core.Templates;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding.Data;

/// <summary>
/// Brings templates and data together, for one command: each template is compiled once. Properties of the data may be scripts, so this runs on
/// the pipeline's thread.
/// </summary>
internal sealed class TemplateMerge(CoreCommand command)
{
    private readonly MailTemplates _templates = new();
    private readonly DataValues _values = new(new ShownProperties(command.SessionState));

    /// <summary>Makes a request for what a template makes: HTML, or text.</summary>
    /// <param name="template">The template: a path, or the template itself.</param>
    /// <param name="kind">What it shall make.</param>
    /// <param name="sanitize">Whether HTML is sanitized.</param>
    public ComposedMailRequest CreateRequest(string template, TemplateKind kind, bool sanitize)
    {
        var made = TemplateKind.Text;
        var isUnknown = Reading.FailureOf(() => made = Get(template, kind).Kind) is not null;
        return isUnknown || made == TemplateKind.Text ? new EmailRequest() : new HtmlEmailRequest { Sanitize = sanitize };
    }

    /// <summary>Renders a template into a request. What the request has already stays.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">The template, its data, and what it shall make.</param>
    /// <returns>The failure, or <see langword="null"/>.</returns>
    public SmtpSoarException? Apply(ComposedMailRequest request, TemplateSource source) => Reading.FailureOf(() =>
    {
        var template = Get(source.Template, source.Kind);
        var data = source.HasData ? _values.Root(source.Data) : new Core.Templates.Data.NamedValues([]);
        var mail = command.RunHere(stop => Task.FromResult(template.Render(data, source.Culture, stop)));
        foreach (var warning in mail.Warnings)
            command.Warn(warning);
        FillHeader(request, mail);
        FillBody(request, mail);
        Report(request);
    });

    /// <summary>Reads the calendar of a request.</summary>
    /// <returns>The failure, or <see langword="null"/>.</returns>
    public SmtpSoarException? ReadCalendar(ComposedMailRequest request, string calendar) => Reading.FailureOf(() =>
    {
        var source = CalendarSource.IsText(calendar) ? calendar : command.Paths.Literal(calendar);
        request.Calendar = command.RunHere(stop => Task.FromResult(CalendarSource.Read(source, stop)));
    });

    private MailTemplate Get(string template, TemplateKind kind)
    {
        var path = MailTemplates.IsText(template) ? template : command.Paths.Literal(template);
        return command.RunHere(stop => Task.FromResult(_templates.Get(path, kind, stop)));
    }

    private static void FillHeader(ComposedMailRequest request, RenderedMail mail)
    {
        request.From ??= mail.From;
        request.Subject ??= mail.Subject;
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

    // The result tells what the mail really has.
    private static void Report(ComposedMailRequest request)
    {
        var parameters = new Commands.EffectiveParameters(request.Parameter);
        parameters.Add("from", request.From);
        parameters.Add("to", request.To.ToArray());
        parameters.Add("cc", request.Cc.ToArray());
        parameters.Add("bcc", request.Bcc.ToArray());
        parameters.Add("subject", request.Subject);
        if (request is EmailRequest email)
            parameters.Add("body", email.Html ?? email.Body);
        if (request is HtmlEmailRequest html)
        {
            parameters.Add("html_body", html.HtmlBody);
            parameters.Add("text_body", html.TextBody);
        }
    }
}

/// <summary>A template and its data, as the parameters have them for one message.</summary>
/// <param name="Template">The template: a path, or the template itself.</param>
/// <param name="Data">The data.</param>
/// <param name="HasData">Whether there is data.</param>
/// <param name="Culture">The culture of dates and numbers, or <see langword="null"/>.</param>
/// <param name="Kind">What it shall make.</param>
internal sealed record TemplateSource(string Template, object? Data, bool HasData, CultureInfo? Culture, TemplateKind Kind);
