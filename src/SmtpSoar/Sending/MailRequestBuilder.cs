using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attachments;
using SmtpSoar.Core.Bodies;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Sending;

/// <summary>Makes requests of a command's parameters, and of the objects of the pipeline that are attached.</summary>
internal sealed class MailRequestBuilder(CoreCommand command)
{
    private readonly List<object> _piped = [];
    private TemplateMerge? _templates;
    private ProtectionReader? _protection;

    /// <summary>The templates of the command.</summary>
    public TemplateMerge Templates => _templates ??= new TemplateMerge(command);

    /// <summary>Keeps an object of the pipeline, to be attached.</summary>
    public void Attach(object piped) => _piped.Add(piped);

    /// <summary>Fills a request from the parameters.</summary>
    /// <param name="request">The request, with its body.</param>
    /// <param name="message">The parameters.</param>
    /// <param name="fault">The failure of binding the parameters, if there was one.</param>
    public CapturedRequest Capture(ComposedMailRequest request, IMessageParameters message, SmtpSoarException? fault = null)
    {
        Fill(request, message);
        var failure = fault ?? Reading.FailureOf(() => Read(request, message));
        Report(request, message);
        return new CapturedRequest(request, failure);
    }

    /// <summary>Attaches the objects of the pipeline to a captured message.</summary>
    public CapturedRequest AttachPiped(CapturedRequest captured, IMessageParameters message)
    {
        if (_piped.Count == 0)
            return captured;
        var request = (ComposedMailRequest)captured.Request;
        new EffectiveParameters(request.Parameter).AddFiles("attachments", new object?[] { message.Attachments, _piped });
        var reader = new AttachmentArgument(command.SessionState);
        var failure = captured.Failure
            ?? Reading.FailureOf(() => request.Attachments = [.. request.Attachments, .. _piped.SelectMany(item => reader.Read(item))]);
        return captured with { Failure = failure };
    }

    private void Read(ComposedMailRequest request, IMessageParameters message)
    {
        var reader = new AttachmentArgument(command.SessionState);
        request.VaultPath = message.VaultPath is null ? null : command.Paths.Literal(message.VaultPath);
        request.PicturePath = message.PicturePath is null ? null : command.Paths.Literal(message.PicturePath);
        request.Headers = message.Headers is null ? [] : HeaderArgument.Read(message.Headers).ToList();
        var attachments = new List<AttachmentReference>();
        if (message.Attachments is not null)
            attachments.AddRange(reader.Read(message.Attachments));
        if (message.HtmlAttachments is not null)
            attachments.AddRange(message.HtmlAttachments.Read(reader));
        request.Attachments = attachments;
        request.Protection = (_protection ??= new ProtectionReader(command)).Read(message);
        if (message.Calendar is string calendar)
            request.Calendar = ReadCalendar(calendar);
        if (message.TemplateSource is { } template)
            Templates.Render(request, template);
    }

    private string ReadCalendar(string calendar)
    {
        var source = CalendarSource.IsText(calendar) ? calendar : command.Paths.Literal(calendar);
        return command.RunHere(stop => CalendarSource.Read(source, stop));
    }

    private static void Fill(ComposedMailRequest request, IMessageParameters message)
    {
        request.To = (string[]?)message.To ?? [];
        request.Cc = (string[]?)message.Cc ?? [];
        request.Bcc = (string[]?)message.Bcc ?? [];
        request.From = (string?)message.From;
        request.Subject = (string?)message.Subject;
        request.ReplyTo = (string[]?)message.ReplyTo ?? [];
        request.ReadReceiptTo = (string[]?)message.ReadReceiptTo ?? [];
        request.Priority = message.Priority as MailPriority? ?? default;
        request.DeliveryNotification = message.DeliveryNotification;
        request.AllowMissingAttachment = message.AllowMissingAttachment;
        (request.IsMarkdown, request.AllowRawHtml, request.InlineCss) = (message.Markdown, message.AllowRawHtml, message.InlineCss);
    }

    // A template fills in what the parameters leave open.
    private static void Report(ComposedMailRequest request, IMessageParameters message)
    {
        var parameters = new EffectiveParameters(request.Parameter);
        parameters.Add("from", request.From);
        parameters.Add("to", request.To);
        parameters.Add("cc", request.Cc);
        parameters.Add("bcc", request.Bcc);
        parameters.Add("subject", request.Subject);
        parameters.AddJson("headers", message.Headers);
        ReportBody(request, parameters);
        message.HtmlAttachments?.Report(parameters);
        if (message.Attachments is not null)
            parameters.AddFiles("attachments", message.Attachments);
    }

    private static void ReportBody(ComposedMailRequest request, EffectiveParameters parameters)
    {
        if (request is EmailRequest email)
            parameters.Add("body", email.Html ?? email.Body);
        if (request is not HtmlEmailRequest html)
            return;
        parameters.Add("html_body", html.HtmlBody);
        parameters.Add("text_body", html.TextBody);
    }
}
