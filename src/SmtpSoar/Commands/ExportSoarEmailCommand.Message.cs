using System.Management.Automation;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

// The parameters that describe a message, as Send-SoarEmail and Send-SoarHtmlEmail have it. A test compares them.
public sealed partial class ExportSoarEmailCommand
{
    /// <summary>The recipients: each element one address or a comma-separated list.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? To { get; set; }

    /// <summary>The subject. One in -Headers wins over it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    public string? Subject { get; set; }

    /// <summary>The recipients of a copy.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    public string[]? Cc { get; set; }

    /// <summary>The recipients of a copy that nobody else sees.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    public string[]? Bcc { get; set; }

    /// <summary>The author. Default: the From in -Headers, else the asset's SenderAddress, else its Username.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    public string? From { get; set; }

    /// <summary>The addresses that answers go to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    public string[]? ReplyTo { get; set; }

    /// <summary>More header fields: a hashtable, an object, or JSON text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [ArgumentCompleter(typeof(HeaderNameCompleter))]
    public object? Headers { get; set; }

    /// <summary>
    /// Files to attach: vault ids, vault files, files, paths, or objects with VaultId or Path, Name, ContentType, ContentId.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    [Alias("Attachment")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AttachmentCompleter))]
    public object[]? Attachments { get; set; }

    /// <summary>Sends without attachments that can't be found or read, with a warning for each.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    public SwitchParameter AllowMissingAttachment { get; set; }

    /// <summary>The vault's folder. Default: the variable SMTPSOAR_VAULT, else a folder in the user's data.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [ValidateNotNullOrEmpty]
    public string? VaultPath { get; set; }

    /// <summary>How urgent the message is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    public MailPriority Priority { get; set; }

    /// <summary>The addresses that are told when the message is read (RFC 8098).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = HtmlSet)]
    public string[]? ReadReceiptTo { get; set; }

    /// <summary>The objects that come down the pipeline: attachments, or objects that each describe a message.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = TextSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = HtmlSet)]
    [ReadableRow]
    public PSObject? InputObject { get; set; }
}
