using System.Collections.Generic;
using System.Linq;
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
    public object? Attachment1 { get; set; }

    /// <summary>The content id of the first attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id1")]
    public string? ContentId1 { get; set; }

    /// <summary>A second attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Attachment2 { get; set; }

    /// <summary>The content id of the second attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id2")]
    public string? ContentId2 { get; set; }

    /// <summary>A third attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Attachment3 { get; set; }

    /// <summary>The content id of the third attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id3")]
    public string? ContentId3 { get; set; }

    /// <summary>A fourth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Attachment4 { get; set; }

    /// <summary>The content id of the fourth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id4")]
    public string? ContentId4 { get; set; }

    /// <summary>A fifth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Attachment5 { get; set; }

    /// <summary>The content id of the fifth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("content_id5")]
    public string? ContentId5 { get; set; }

    /// <summary>Removes what can run from the HTML: scripts, event handlers, <c>javascript:</c> URLs.</summary>
    [Parameter]
    [Flag]
    public SwitchParameter Sanitize { get; set; }

    private (object? Attachment, string? ContentId)[] Numbered =>
    [
        (Attachment1, ContentId1),
        (Attachment2, ContentId2),
        (Attachment3, ContentId3),
        (Attachment4, ContentId4),
        (Attachment5, ContentId5),
    ];

    private protected override string BodyParameter => nameof(HtmlBody);

    private protected override ComposedMailRequest CreateRequest() =>
        new HtmlEmailRequest { HtmlBody = HtmlBody ?? "", TextBody = TextBody, Sanitize = Sanitize };

    private protected override IEnumerable<AttachmentReference> ReadOwnAttachments(AttachmentArgument reader) =>
        new AttachmentJsonArgument(reader).Read(AttachmentJson).Concat(Numbered.SelectMany(pair => ReadNumbered(reader, pair.Attachment, pair.ContentId)));

    private protected override void ReportOwn(ParameterReport parameters)
    {
        parameters.Add("html_body", HtmlBody);
        parameters.Add("text_body", TextBody);
        parameters.Add("attachment_json", AttachmentJson is PSObject or string ? AttachmentJson.ToString() : null);
        for (var i = 0; i < Numbered.Length; i++)
        {
            parameters.Add($"attachment{i + 1}", Values.Unwrap(Numbered[i].Attachment)?.ToString());
            parameters.Add($"content_id{i + 1}", Numbered[i].ContentId);
        }
    }

    private static IEnumerable<AttachmentReference> ReadNumbered(AttachmentArgument reader, object? attachment, string? contentId)
    {
        foreach (var reference in reader.Read(attachment))
        {
            if (!string.IsNullOrWhiteSpace(contentId))
                reference.ContentId = contentId;
            yield return reference;
        }
    }
}
