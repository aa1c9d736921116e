using System.Collections.Generic;
using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

/// <summary>SOAR's action "send htmlemail".</summary>
[Cmdlet(VerbsCommunications.Send, "SoarHtmlEmail", SupportsShouldProcess = true)]
[OutputType(typeof(SoarActionResult))]
public sealed class SendSoarHtmlEmailCommand : ComposedSendCommand
{
    /// <summary>The HTML.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("html_body")]
    [AllowEmptyString]
    [AllowNull]
    public string? HtmlBody { get; set; }

    /// <summary>The text for readers without HTML. Default: rendered from the HTML.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("text_body")]
    public string? TextBody { get; set; }

    /// <summary>Attachments as a JSON list of <c>{"vault_id": ..., "content_id": ...}</c>, or the list as objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("attachment_json")]
    public object? AttachmentJson { get; set; }

    /// <summary>An attachment: a vault id, a vault file, a file or a path.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment1 { get; set; }

    /// <summary>The content id of the first attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id1")]
    public string? ContentId1 { get; set; }

    /// <summary>A second attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment2 { get; set; }

    /// <summary>The content id of the second attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id2")]
    public string? ContentId2 { get; set; }

    /// <summary>A third attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment3 { get; set; }

    /// <summary>The content id of the third attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id3")]
    public string? ContentId3 { get; set; }

    /// <summary>A fourth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment4 { get; set; }

    /// <summary>The content id of the fourth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id4")]
    public string? ContentId4 { get; set; }

    /// <summary>A fifth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment5 { get; set; }

    /// <summary>The content id of the fifth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id5")]
    public string? ContentId5 { get; set; }

    /// <summary>Removes what can run from the HTML: scripts, event handlers, <c>javascript:</c> URLs.</summary>
    [Parameter]
    [Flag]
    public SwitchParameter Sanitize { get; set; }

    private HtmlAttachments OwnAttachments => new(
        AttachmentJson,
        (Attachment1, ContentId1),
        (Attachment2, ContentId2),
        (Attachment3, ContentId3),
        (Attachment4, ContentId4),
        (Attachment5, ContentId5));

    private protected override string BodyParameter => nameof(HtmlBody);

    private protected override ComposedMailRequest CreateRequest() =>
        new HtmlEmailRequest { HtmlBody = HtmlBody ?? "", TextBody = TextBody, Sanitize = Sanitize };

    private protected override IEnumerable<AttachmentReference> ReadOwnAttachments(AttachmentArgument reader) =>
        OwnAttachments.Read(reader);

    private protected override void ReportOwn(ParameterReport parameters)
    {
        parameters.Add("html_body", HtmlBody);
        parameters.Add("text_body", TextBody);
        OwnAttachments.Report(parameters);
    }
}
