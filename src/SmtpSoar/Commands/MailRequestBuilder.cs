using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

/// <summary>Makes requests of a command's parameters, and of what comes down the pipeline to be attached.</summary>
internal sealed class MailRequestBuilder(IMessageParameters message, SessionState session)
{
    private readonly List<object> _piped = [];

    /// <summary>Attaches an object to the message.</summary>
    public void Attach(object piped) => _piped.Add(piped);

    /// <summary>The message, as the parameters say now: the pipeline may bind others before it is sent.</summary>
    /// <param name="fault">The failure of binding the parameters, if there was one.</param>
    public Func<MailRequest> Take(SmtpSoarException? fault = null)
    {
        var request = message.CreateRequest();
        var (headers, attachments, own) = (message.Headers, message.Attachments, new List<AttachmentReference>());
        var reader = new AttachmentArgument(session);
        Fill(request);
        var failure = fault ?? Reading.FailureOf(() =>
        {
            request.VaultPath = message.VaultPath is null ? null : new FilePaths(session).Literal(message.VaultPath);
            request.Headers = headers is null ? [] : HeaderArgument.Read(headers).ToList();
            if (attachments is not null)
                own.AddRange(reader.Read(attachments));
            own.AddRange(message.ReadOwnAttachments(reader));
        });

        Report(request, headers);
        failure ??= message.ApplyTemplate(request);
        return () =>
        {
            ReportFiles(request, attachments);
            return failure is null ? Complete(request, own, reader) : throw new FailedRequestException(request, failure);
        };
    }

    private ComposedMailRequest Complete(ComposedMailRequest request, List<AttachmentReference> own, AttachmentArgument reader)
    {
        if (_piped.Count == 0)
        {
            request.Attachments = own;
            return request;
        }

        var failure = Reading.FailureOf(() => request.Attachments = own.Concat(_piped.SelectMany(item => reader.Read(item))).ToList());
        return failure is null ? request : throw new FailedRequestException(request, failure);
    }

    private void Fill(ComposedMailRequest request)
    {
        request.To = message.To ?? [];
        request.Cc = message.Cc ?? [];
        request.Bcc = message.Bcc ?? [];
        request.From = message.From;
        request.Subject = message.Subject;
        request.ReplyTo = message.ReplyTo ?? [];
        request.ReadReceiptTo = message.ReadReceiptTo ?? [];
        request.Priority = message.Priority;
        request.DeliveryNotification = message.DeliveryNotification;
        request.AllowMissingAttachment = message.AllowMissingAttachment;
    }

    private void ReportFiles(ComposedMailRequest request, object[]? attachments)
    {
        if (attachments is not null || _piped.Count > 0)
            new EffectiveParameters(request.Parameter).AddFiles("attachments", new object?[] { attachments, _piped });
    }

    private void Report(ComposedMailRequest request, object? headers)
    {
        var parameters = new EffectiveParameters(request.Parameter);
        parameters.Add("from", message.From);
        parameters.Add("to", message.To);
        parameters.Add("cc", message.Cc);
        parameters.Add("bcc", message.Bcc);
        parameters.Add("subject", message.Subject);
        parameters.AddJson("headers", headers);
        message.ReportOwn(parameters);
    }
}
