using System.Management.Automation;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Sending;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "send htmlemail".</summary>
[Cmdlet(VerbsCommunications.Send, "SoarHtmlEmail", SupportsShouldProcess = true, DefaultParameterSetName = MessageSet)]
[OutputType(typeof(SoarActionResult))]
public sealed class SendSoarHtmlEmailCommand : ComposedSendCommand
{
    /// <summary>The HTML.</summary>
    [RowValue]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = MessageSet)]
    [Parameter(Position = 2, ParameterSetName = RowSet)]
    [Alias("html_body", "Body")]
    [AllowEmptyString]
    [AllowNull]
    [Takes(typeof(string), lines: true)]
    public object? HtmlBody { get; set; }

    /// <summary>The text for readers without HTML. Default: rendered from the HTML.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Alias("text_body")]
    [Takes(typeof(string), lines: true)]
    public object? TextBody { get; set; }

    /// <summary>Attachments as a JSON list of <c>{"vault_id": ..., "content_id": ...}</c>, or the list as objects.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("attachment_json")]
    public object? AttachmentJson { get; set; }

    /// <summary>An attachment: a vault id, a vault file, a file or a path.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment1 { get; set; }

    /// <summary>The content id of the first attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id1")]
    [Takes(typeof(string))]
    public object? ContentId1 { get; set; }

    /// <summary>A second attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment2 { get; set; }

    /// <summary>The content id of the second attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id2")]
    [Takes(typeof(string))]
    public object? ContentId2 { get; set; }

    /// <summary>A third attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment3 { get; set; }

    /// <summary>The content id of the third attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id3")]
    [Takes(typeof(string))]
    public object? ContentId3 { get; set; }

    /// <summary>A fourth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment4 { get; set; }

    /// <summary>The content id of the fourth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id4")]
    [Takes(typeof(string))]
    public object? ContentId4 { get; set; }

    /// <summary>A fifth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment5 { get; set; }

    /// <summary>The content id of the fifth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id5")]
    [Takes(typeof(string))]
    public object? ContentId5 { get; set; }

    /// <summary>Removes what can run from the HTML: scripts, event handlers, <c>javascript:</c> URLs.</summary>
    [Parameter]
    [Flag]
    public SwitchParameter Sanitize { get; set; }

    private protected override HtmlAttachments HtmlAttachments => new(
        AttachmentJson,
        (Attachment1, (string?)ContentId1),
        (Attachment2, (string?)ContentId2),
        (Attachment3, (string?)ContentId3),
        (Attachment4, (string?)ContentId4),
        (Attachment5, (string?)ContentId5));

    private protected override bool IsHtml => true;

    private protected override string BodyParameter => nameof(HtmlBody);

    private protected override ComposedMailRequest CreateRequest() =>
        new HtmlEmailRequest { HtmlBody = (string?)HtmlBody ?? "", TextBody = (string?)TextBody, Sanitize = Sanitize };
}
