using System.Collections.Generic;

namespace SmtpSoar;

/// <summary>Holds what <c>Send-SoarEmail</c> and <c>Send-SoarHtmlEmail</c> have in common.</summary>
public abstract class ComposedMailRequest : MailRequest
{
    /// <summary>The author. Default: the From header, else the asset's sender address, else its user name.</summary>
    public string? From { get; set; }

    /// <summary>The recipients, each element one address or a comma-separated list.</summary>
    public IList<string> To { get; set; } = [];

    /// <summary>The recipients of a copy.</summary>
    public IList<string> Cc { get; set; } = [];

    /// <summary>The recipients of a blind copy: no other recipient sees them.</summary>
    public IList<string> Bcc { get; set; } = [];

    /// <summary>The addresses that answers go to.</summary>
    public IList<string> ReplyTo { get; set; } = [];

    /// <summary>The addresses that are told when the message is read (RFC 8098, section 2.1).</summary>
    public IList<string> ReadReceiptTo { get; set; } = [];

    /// <summary>The subject. One among <see cref="Headers"/> wins over it.</summary>
    public string? Subject { get; set; }

    /// <summary>Whether readers see <see cref="Subject"/> as it stands, though it looks encoded: it has data in it.</summary>
    internal bool IsSubjectLiteral { get; set; }

    /// <summary>How urgent it is.</summary>
    public MailPriority Priority { get; set; }

    /// <summary>More header fields.</summary>
    public IList<HeaderField> Headers { get; set; } = [];

    /// <summary>The files to attach, in order.</summary>
    public IList<AttachmentReference> Attachments { get; set; } = [];

    /// <summary>Whether the message goes without attachments that can't be found or read.</summary>
    public bool AllowMissingAttachment { get; set; }

    /// <summary>Whether the body is Markdown.</summary>
    public bool IsMarkdown { get; set; }

    /// <summary>Whether HTML in a Markdown body stays HTML. Default: it is shown as text.</summary>
    public bool AllowRawHtml { get; set; }

    /// <summary>Whether style sheets are moved into the elements that they are for.</summary>
    public bool InlineCss { get; set; }

    /// <summary>
    /// The full path of the folder from which pictures that the HTML shows by path become parts of the mail, or <see langword="null"/>.
    /// </summary>
    public string? PicturePath { get; set; }

    /// <summary>A calendar with a METHOD (RFC 5545), which readers show as an invitation.</summary>
    public string? Calendar { get; set; }

    /// <summary>How it is signed and encrypted, or <see langword="null"/> for the asset's way.</summary>
    public MailProtection? Protection { get; set; }

    /// <summary>The vault's folder, in which vault ids are looked up.</summary>
    public string? VaultPath { get; set; }
}
