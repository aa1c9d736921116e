using System;
using System.Collections.Generic;
using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

/// <summary>Holds what <c>Send-SoarEmail</c> and <c>Send-SoarHtmlEmail</c> have in common.</summary>
/// <remarks>
/// If -To and the body are given on the command line, what comes down the pipeline are attachments, and one message
/// goes out at the end. If they are not, each pipeline object is one message, bound by property name.
/// </remarks>
public abstract class ComposedSendCommand : SendCommand, IMessageParameters
{
    private MessageCapture? _capture;
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

    /// <summary>The addresses that answers go to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? ReplyTo { get; set; }

    /// <summary>More header fields: a hashtable, an object, or JSON text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(HeaderNameCompleter))]
    public object? Headers { get; set; }

    /// <summary>
    /// Files to attach: vault ids, vault files, files, paths, or objects with VaultId or Path, Name, ContentType, ContentId.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Attachment")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
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

    /// <summary>The addresses that are told when the message is read (RFC 8098).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? ReadReceiptTo { get; set; }

    /// <summary>The objects that come down the pipeline: attachments, or objects that each describe a message.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ReadableRow]
    public PSObject? InputObject { get; set; }

    /// <summary>The name of the parameter that holds the body.</summary>
    private protected abstract string BodyParameter { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var given = MyInvocation.BoundParameters;
        if (given.ContainsKey(nameof(To)) && given.ContainsKey(BodyParameter))
            _single = Message.Take();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_single is null)
            Send(Message.Take());
        else if (InputObject is not null)
            Message.Attach(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_single is not null)
            Send(_single);
        base.EndProcessing();
    }

    private MessageCapture Message => _capture ??= new MessageCapture(this, SessionState);

    /// <summary>Makes the request, without what the commands have in common.</summary>
    private protected abstract ComposedMailRequest CreateRequest();

    /// <summary>The attachments that only this command knows.</summary>
    private protected virtual IEnumerable<AttachmentReference> ReadOwnAttachments(AttachmentArgument reader) => [];

    /// <summary>Notes the parameters that only this command knows.</summary>
    private protected abstract void ReportOwn(ParameterReport parameters);

    ComposedMailRequest IMessageParameters.CreateRequest() => CreateRequest();

    IEnumerable<AttachmentReference> IMessageParameters.ReadOwnAttachments(AttachmentArgument reader) => ReadOwnAttachments(reader);

    void IMessageParameters.ReportOwn(ParameterReport parameters) => ReportOwn(parameters);
}
