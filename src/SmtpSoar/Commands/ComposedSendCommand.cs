using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.Templates;
using SmtpSoar.Sending;

namespace SmtpSoar.Commands;

/// <summary>Holds what <c>Send-SoarEmail</c> and <c>Send-SoarHtmlEmail</c> have in common.</summary>
/// <remarks>
/// If -To and the body are given on the command line, what comes down the pipeline are attachments, and one message
/// goes out at the end. If they are not, or a parameter is a script block, each pipeline object is one message. Its properties are bound
/// here and not by PowerShell, so that each object gets a result: PowerShell binds InputObject first, and so the set in which nothing else
/// is bound from the pipeline.
/// </remarks>
public abstract partial class ComposedSendCommand : MailCommand, IMessageParameters
{
    private protected const string MessageSet = "Message";
    private protected const string RowSet = "InputObject";
    private protected const string TemplateSet = "Template";

    private MailRequestBuilder? _builder;
    private MessageRows? _rows;
    private CapturedRequest? _single;

    /// <summary>The recipients: each element one address or a comma-separated list.</summary>
    [RowValue]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = MessageSet)]
    [Parameter(Position = 0, ParameterSetName = RowSet)]
    [Parameter(Position = 0, ParameterSetName = TemplateSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [Takes(typeof(string[]))]
    public object? To { get; set; }

    /// <summary>The subject. One in -Headers wins over it.</summary>
    [RowValue]
    [Parameter(Position = 1, ParameterSetName = MessageSet)]
    [Parameter(Position = 1, ParameterSetName = RowSet)]
    [Parameter(Position = 1, ParameterSetName = TemplateSet)]
    [Takes(typeof(string))]
    public object? Subject { get; set; }

    /// <summary>The recipients of a copy.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string[]))]
    public object? Cc { get; set; }

    /// <summary>The recipients of a blind copy: no other recipient sees them.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string[]))]
    public object? Bcc { get; set; }

    /// <summary>The author. Default: the From in -Headers, else the asset's SenderAddress, else its Username.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string))]
    public object? From { get; set; }

    /// <summary>The addresses that answers go to.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string[]))]
    public object? ReplyTo { get; set; }

    /// <summary>More header fields: a hashtable, an object, or JSON text.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(HeaderNameCompleter))]
    public object? Headers { get; set; }

    /// <summary>
    /// Files to attach: vault ids, vault files, files, paths, or objects with VaultId or Path, Name, ContentType, ContentId.
    /// </summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
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
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(MailPriority))]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    public object? Priority { get; set; }

    /// <summary>The addresses that are told when the message is read (RFC 8098).</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string[]))]
    public object? ReadReceiptTo { get; set; }

    /// <summary>The objects that come down the pipeline: attachments, or objects that each describe a message.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = RowSet)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// A template in Liquid, which makes the body, and by its front matter the subject and more: a path, or the template itself.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    [ValidateNotNullOrEmpty]
    [Takes(typeof(string), lines: true)]
    public object? Template { get; set; }

    /// <summary>The data for the template: a hashtable or an object. Default: each object that comes down the pipeline.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Takes(typeof(object))]
    public object? Data { get; set; }

    /// <summary>The culture of dates and numbers in the template. Default: that of its front matter, else none.</summary>
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    public CultureInfo? Culture { get; set; }

    /// <summary>Whether the body is Markdown.</summary>
    [Parameter]
    public SwitchParameter Markdown { get; set; }

    /// <summary>Keeps HTML that stands in Markdown. Without it, it is shown as text.</summary>
    [Parameter]
    public SwitchParameter AllowRawHtml { get; set; }

    /// <summary>Moves style sheets into the elements that they are for, which all mail programs understand.</summary>
    [Parameter]
    public SwitchParameter InlineCss { get; set; }

    /// <summary>A folder from which pictures that the HTML shows by path, as <c>&lt;img src="a.png"&gt;</c>, go into the mail.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PicturePath { get; set; }

    /// <summary>A calendar with a METHOD, which Outlook and Gmail show as an invitation: an .ics file, or its text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Takes(typeof(string), lines: true)]
    public object? Calendar { get; set; }

    /// <summary>When the sender wants a delivery status notification (RFC 3461). Never can't be combined with others.</summary>
    [Parameter]
    public DeliveryNotification DeliveryNotification { get; set; }

    /// <summary>
    /// An outbox, a folder or an address, that keeps each message until it is delivered. Default: that of the asset, if it has one.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Outbox { get; set; }

    /// <summary>A session of Connect-SmtpSession, whose connections are used and stay open. It has settled the asset.</summary>
    [Parameter]
    [ValidateNotNull]
    public SmtpSession? Session { get; set; }

    /// <summary>The name of the parameter that holds the body.</summary>
    private protected abstract string BodyParameter { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Rows.ScriptAlone is { } alone)
            ThrowFailure(alone, null);
        OpenSender(Session, Outbox);
        var given = MyInvocation.BoundParameters;
        if (!IsSingle(given) || Rows.HasScript)
            return;
        _single = Builder.Capture(CreateRequest(), this);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_single is null)
            SendRow();
        else if (InputObject is not null)
            Builder.Attach(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_single is not null)
            Sender.Send(Builder.AttachPiped(_single, this));
        base.EndProcessing();
    }

    // A template has what it needs by its own data, or it takes each object as its data.
    private bool IsSingle(Dictionary<string, object> given) => given.ContainsKey(nameof(Template))
        ? given.ContainsKey(nameof(Data)) || ParameterSetName == TemplateSet
        : given.ContainsKey(nameof(To)) && given.ContainsKey(BodyParameter);

    // The front matter of a template may say to whom.
    private MessageRows Rows => _rows ??= MyInvocation.BoundParameters.ContainsKey(nameof(Template))
        ? new MessageRows(this)
        : new MessageRows(this, [nameof(To)], [BodyParameter]);

    private MailRequestBuilder Builder => _builder ??= new MailRequestBuilder(this);

    private void SendRow()
    {
        if (Rows.TryBind(InputObject, out var failure))
            Sender.Send(Builder.Capture(CreateRequest(), this, failure));
    }

    HtmlAttachments? IMessageParameters.HtmlAttachments => HtmlAttachments;

    TemplateSource? IMessageParameters.TemplateSource => Template is string template ? SourceOf(template) : null;

    private TemplateSource SourceOf(string template)
    {
        var hasData = MyInvocation.BoundParameters.ContainsKey(nameof(Data));
        var kind = Markdown ? TemplateKind.Markdown : IsHtml ? TemplateKind.Html : TemplateKind.Automatic;
        return new TemplateSource(template, hasData ? Data : InputObject, hasData || InputObject is not null, Culture, kind);
    }

    /// <summary>Makes a request that has the body.</summary>
    private protected abstract ComposedMailRequest CreateRequest();

    /// <summary>The attachments by parameters that only this command has.</summary>
    private protected virtual HtmlAttachments? HtmlAttachments => null;

    /// <summary>Whether a template makes HTML, whatever it looks like.</summary>
    private protected abstract bool IsHtml { get; }
}
