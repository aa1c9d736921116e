using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

// The parameters that Send-SoarEmail, Send-SoarHtmlEmail and Send-SoarRawEmail have each for itself.
public sealed partial class ExportSoarEmailCommand
{
    /// <summary>The text, or an HTML document that begins with <c>&lt;!DOCTYPE html</c> or <c>&lt;html</c>.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [AllowEmptyString]
    [AllowNull]
    public string? Body { get; set; }

    /// <summary>The HTML.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("html_body")]
    [AllowEmptyString]
    [AllowNull]
    public string? HtmlBody { get; set; }

    /// <summary>The text for readers without HTML. Default: rendered from the HTML.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("text_body")]
    public string? TextBody { get; set; }

    /// <summary>Attachments as a JSON list of <c>{"vault_id": ..., "content_id": ...}</c>, or the list as objects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("attachment_json")]
    public object? AttachmentJson { get; set; }

    /// <summary>An attachment: a vault id, a vault file, a file or a path.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment1 { get; set; }

    /// <summary>The content id of the first attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("content_id1")]
    public string? ContentId1 { get; set; }

    /// <summary>A second attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment2 { get; set; }

    /// <summary>The content id of the second attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("content_id2")]
    public string? ContentId2 { get; set; }

    /// <summary>A third attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment3 { get; set; }

    /// <summary>The content id of the third attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("content_id3")]
    public string? ContentId3 { get; set; }

    /// <summary>A fourth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment4 { get; set; }

    /// <summary>The content id of the fourth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("content_id4")]
    public string? ContentId4 { get; set; }

    /// <summary>A fifth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment5 { get; set; }

    /// <summary>The content id of the fifth attachment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("content_id5")]
    public string? ContentId5 { get; set; }

    /// <summary>Removes what can run from the HTML: scripts, event handlers, <c>javascript:</c> URLs.</summary>
    [Parameter(ParameterSetName = HtmlSet)]
    [Flag]
    public SwitchParameter Sanitize { get; set; }

    /// <summary>A message with all its header fields. Without a real line break in it, <c>\n</c> is read as one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RawTextSet)]
    [Alias("raw_email")]
    [AllowEmptyString]
    [AllowNull]
    public string? RawEmail { get; set; }

    /// <summary>A file that holds a message, taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RawPathSet)]
    [MessagePath]
    [ValidateNotNullOrEmpty]
    public string? RawPath { get; set; }

    /// <summary>The envelope's sender. Default: the From field.</summary>
    [Parameter(ParameterSetName = RawTextSet)]
    [Parameter(ParameterSetName = RawPathSet)]
    public string? EnvelopeFrom { get; set; }

    /// <summary>The envelope's recipients. Default: the To, Cc and Bcc fields.</summary>
    [Parameter(ParameterSetName = RawTextSet)]
    [Parameter(ParameterSetName = RawPathSet)]
    public string[]? EnvelopeTo { get; set; }
}
