using System.Globalization;
using System.Management.Automation;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core.Templates;
using SmtpSoar.Sending;

namespace SmtpSoar.Commands;

// The parameters that describe a message, as Send-SoarEmail and Send-SoarHtmlEmail have it. A test compares them.
public sealed partial class ExportSoarEmailCommand
{
    /// <summary>The recipients: each element one address or a comma-separated list.</summary>
    [RowValue]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TextSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = HtmlSet)]
    [Parameter(Position = 0, ParameterSetName = RowSet)]
    [Parameter(Position = 0, ParameterSetName = TemplateSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [Takes(typeof(string[]))]
    public object? To { get; set; }

    /// <summary>The subject. One in -Headers wins over it.</summary>
    [RowValue]
    [Parameter(Position = 1, ParameterSetName = TextSet)]
    [Parameter(Position = 1, ParameterSetName = HtmlSet)]
    [Parameter(Position = 1, ParameterSetName = RowSet)]
    [Parameter(Position = 1, ParameterSetName = TemplateSet)]
    [Takes(typeof(string))]
    public object? Subject { get; set; }

    /// <summary>The recipients of a copy.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string[]))]
    public object? Cc { get; set; }

    /// <summary>The recipients of a blind copy: no other recipient sees them.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string[]))]
    public object? Bcc { get; set; }

    /// <summary>The author. Default: the From in -Headers, else the asset's SenderAddress, else its Username.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string))]
    public object? From { get; set; }

    /// <summary>The addresses that answers go to.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(string[]))]
    public object? ReplyTo { get; set; }

    /// <summary>More header fields: a hashtable, an object, or JSON text.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ArgumentCompleter(typeof(HeaderNameCompleter))]
    public object? Headers { get; set; }

    /// <summary>
    /// Files to attach: vault ids, vault files, files, paths, or objects with VaultId or Path, Name, ContentType, ContentId.
    /// </summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Alias("Attachment")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object[]? Attachments { get; set; }

    /// <summary>Sends without attachments that can't be found or read, with a warning for each.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    public SwitchParameter AllowMissingAttachment { get; set; }

    /// <summary>The vault's folder. Default: the variable SMTPSOAR_VAULT, else a folder in the user's data.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public string? VaultPath { get; set; }

    /// <summary>How urgent the message is.</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Takes(typeof(MailPriority))]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    public object? Priority { get; set; }

    /// <summary>The addresses that are told when the message is read (RFC 8098).</summary>
    [RowValue]
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
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
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    public SwitchParameter Markdown { get; set; }

    /// <summary>Keeps HTML that stands in Markdown. Without it, it is shown as text.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    public SwitchParameter AllowRawHtml { get; set; }

    /// <summary>Moves style sheets into the elements that they are for, which all mail programs understand.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    public SwitchParameter InlineCss { get; set; }

    /// <summary>A folder from which pictures that the HTML shows by path, as <c>&lt;img src="a.png"&gt;</c>, go into the mail.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    [ValidateNotNullOrEmpty]
    public string? PicturePath { get; set; }

    /// <summary>A calendar with a METHOD, which Outlook and Gmail show as an invitation: an .ics file, or its text.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Parameter(ParameterSetName = RowSet)]
    [ValidateNotNullOrEmpty]
    [Takes(typeof(string), lines: true)]
    public object? Calendar { get; set; }

    TemplateSource? IMessageParameters.TemplateSource => Template is string template ? SourceOf(template) : null;

    private TemplateSource SourceOf(string template)
    {
        var hasData = MyInvocation.BoundParameters.ContainsKey(nameof(Data));
        return new TemplateSource(template, hasData ? Data : InputObject, hasData || InputObject is not null, Culture, Kind);
    }

    private TemplateKind Kind => Markdown ? TemplateKind.Markdown : TemplateKind.Automatic;
}
