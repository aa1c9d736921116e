using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

/// <summary>What <c>Send-SoarEmail</c> and <c>Send-SoarHtmlEmail</c> have in common.</summary>
/// <remarks>
/// Where -To and the body are given on the command line, what comes down the pipeline are attachments, and one message
/// goes out at the end. Where they are not, each pipeline object is one message, bound by property name.
/// </remarks>
public abstract class ComposedSendCommand : SendCommand
{
    private readonly List<object> _piped = [];
    private Func<MailRequest>? _single;

    /// <summary>The recipients: each element one address or a comma-separated list.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? To { get; set; }

    /// <summary>The subject. One in -Headers wins over it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Subject { get; set; }

    /// <summary>The recipients of a copy.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Cc { get; set; }

    /// <summary>The recipients of a copy that nobody else sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Bcc { get; set; }

    /// <summary>The author. Default: the From in -Headers, else the asset's SenderAddress, else its Username.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? From { get; set; }

    /// <summary>Where answers go.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? ReplyTo { get; set; }

    /// <summary>More header fields: a hashtable, an object, or JSON text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Headers { get; set; }

    /// <summary>Files to attach: vault ids, vault files, files, paths, or objects with VaultId or Path, Name, ContentType, ContentId.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Attachment")]
    [SupportsWildcards]
    public object[]? Attachments { get; set; }

    /// <summary>Sends without attachments that can't be found or read, with a warning for each.</summary>
    [Parameter]
    public SwitchParameter AllowMissingAttachment { get; set; }

    /// <summary>The vault's folder. Default: the variable SMTPSOAR_VAULT, else a folder in the user's data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VaultPath { get; set; }

    /// <summary>How urgent the message is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MailPriority Priority { get; set; }

    /// <summary>Who wants to know when the message is read (RFC 8098).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? ReadReceiptTo { get; set; }

    /// <summary>What comes down the pipeline: attachments, or objects that each describe a message.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The name of the parameter that holds the body.</summary>
    private protected abstract string BodyParameter { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var given = MyInvocation.BoundParameters;
        if (given.ContainsKey(nameof(To)) && given.ContainsKey(BodyParameter))
            _single = Capture();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_single is null)
            Send(Capture());
        else if (InputObject is not null)
            _piped.Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_single is not null)
            Send(_single);
        base.EndProcessing();
    }

    /// <summary>Makes the request, without what the commands have in common.</summary>
    private protected abstract ComposedMailRequest CreateRequest();

    /// <summary>The attachments that only this command knows.</summary>
    private protected virtual IEnumerable<AttachmentReference> ReadOwnAttachments(AttachmentArgument reader) => [];

    // Taken while the parameters have this message's values: the pipeline may bind others before it is sent.
    private Func<MailRequest> Capture()
    {
        var request = CreateRequest();
        var (headers, attachments, own) = (Headers, Attachments, new List<AttachmentReference>());
        var reader = new AttachmentArgument(SessionState);
        Fill(request);
        SmtpSoarException? failure = null;
        try
        {
            request.VaultPath = VaultPath is null ? null : Paths.Literal(VaultPath);
            request.Headers = HeaderArgument.Read(headers).ToList();
            own.AddRange(reader.Read(attachments));
            own.AddRange(ReadOwnAttachments(reader));
        }
        catch (SmtpSoarException error)
        {
            failure = error;
        }

        Report(request, own);
        return () => failure is null ? Complete(request, own, reader) : throw new FailedRequestException(request, failure);
    }

    private ComposedMailRequest Complete(ComposedMailRequest request, List<AttachmentReference> own, AttachmentArgument reader)
    {
        try
        {
            request.Attachments = own.Concat(_piped.SelectMany(item => reader.Read(item))).ToList();
        }
        catch (SmtpSoarException error)
        {
            throw new FailedRequestException(request, error);
        }

        if (_piped.Count > 0)
            request.Parameter["attachments"] = string.Join(", ", request.Attachments);
        return request;
    }

    private void Fill(ComposedMailRequest request)
    {
        request.To = To ?? [];
        request.Cc = Cc ?? [];
        request.Bcc = Bcc ?? [];
        request.From = From;
        request.Subject = Subject;
        request.ReplyTo = ReplyTo ?? [];
        request.ReadReceiptTo = ReadReceiptTo ?? [];
        request.Priority = Priority;
        request.DeliveryNotification = DeliveryNotification;
        request.AllowMissingAttachment = AllowMissingAttachment;
    }

    private void Report(ComposedMailRequest request, List<AttachmentReference> own)
    {
        var parameters = new ParameterReport(request.Parameter);
        parameters.Add("from", From);
        parameters.Add("to", To);
        parameters.Add("cc", Cc);
        parameters.Add("bcc", Bcc);
        parameters.Add("subject", Subject);
        parameters.Add("headers", request.Headers);
        if (Attachments is not null)
            parameters.Add("attachments", own.Select(attachment => attachment.ToString()).ToArray());
        ReportOwn(parameters);
    }

    /// <summary>Notes the parameters that only this command knows.</summary>
    private protected abstract void ReportOwn(ParameterReport parameters);
}
