using System.Management.Automation;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;

namespace SmtpSoar.Commands;

// The parameters that Send-SoarEmail, Send-SoarHtmlEmail and Send-SoarRawEmail have each for itself.
public sealed partial class ExportSoarEmailCommand
{
    /// <summary>The text, or an HTML document that begins with <c>&lt;!DOCTYPE html</c> or <c>&lt;html</c>.</summary>
    [RowValue]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = TextSet)]
    [Parameter(Position = 2, ParameterSetName = RowSet)]
    [AllowEmptyString]
    [AllowNull]
    [Takes(typeof(string), lines: true)]
    public object? Body { get; set; }

    /// <summary>The HTML.</summary>
    [RowValue]
    [Parameter(Mandatory = true, ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Alias("html_body")]
    [AllowEmptyString]
    [AllowNull]
    [Takes(typeof(string), lines: true)]
    public object? HtmlBody { get; set; }

    /// <summary>The text for readers without HTML. Default: rendered from the HTML.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Alias("text_body")]
    [Takes(typeof(string), lines: true)]
    public object? TextBody { get; set; }

    /// <summary>Attachments as a JSON list of <c>{"vault_id": ..., "content_id": ...}</c>, or the list as objects.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("attachment_json")]
    public object? AttachmentJson { get; set; }

    /// <summary>An attachment: a vault id, a vault file, a file or a path.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment1 { get; set; }

    /// <summary>The content id of the first attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id1")]
    [Takes(typeof(string))]
    public object? ContentId1 { get; set; }

    /// <summary>A second attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment2 { get; set; }

    /// <summary>The content id of the second attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id2")]
    [Takes(typeof(string))]
    public object? ContentId2 { get; set; }

    /// <summary>A third attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment3 { get; set; }

    /// <summary>The content id of the third attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id3")]
    [Takes(typeof(string))]
    public object? ContentId3 { get; set; }

    /// <summary>A fourth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment4 { get; set; }

    /// <summary>The content id of the fourth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id4")]
    [Takes(typeof(string))]
    public object? ContentId4 { get; set; }

    /// <summary>A fifth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object? Attachment5 { get; set; }

    /// <summary>The content id of the fifth attachment.</summary>
    [RowValue]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("content_id5")]
    [Takes(typeof(string))]
    public object? ContentId5 { get; set; }

    /// <summary>Removes what can run from the HTML: scripts, event handlers, <c>javascript:</c> URLs.</summary>
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
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
    [MessagePath(typeof(string))]
    [ValidateNotNullOrEmpty]
    public string? RawPath { get; set; }

    /// <summary>Adds the asset's DKIM signature to the message, the one field that is added.</summary>
    [Parameter(ParameterSetName = RawTextSet)]
    [Parameter(ParameterSetName = RawPathSet)]
    [Flag]
    public SwitchParameter Dkim { get; set; }

    /// <summary>The envelope's sender. Default: the From field.</summary>
    [Parameter(ParameterSetName = RawTextSet)]
    [Parameter(ParameterSetName = RawPathSet)]
    public string? EnvelopeFrom { get; set; }

    /// <summary>The envelope's recipients. Default: the To, Cc and Bcc fields.</summary>
    [Parameter(ParameterSetName = RawTextSet)]
    [Parameter(ParameterSetName = RawPathSet)]
    public string[]? EnvelopeTo { get; set; }
}
