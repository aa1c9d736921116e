namespace SmtpSoar.Sending;

/// <summary>The values of the parameters that describe a message, at one moment, whichever command has them.</summary>
internal sealed class MessageParameters
{
    public string[]? To { get; init; }

    public string? Subject { get; init; }

    public string[]? Cc { get; init; }

    public string[]? Bcc { get; init; }

    public string? From { get; init; }

    public string[]? ReplyTo { get; init; }

    public object? Headers { get; init; }

    public object[]? Attachments { get; init; }

    /// <summary>The attachments by parameters that only HTML mails have, or <see langword="null"/>.</summary>
    public HtmlAttachments? HtmlAttachments { get; init; }

    public bool AllowMissingAttachment { get; init; }

    public string? VaultPath { get; init; }

    public MailPriority Priority { get; init; }

    public string[]? ReadReceiptTo { get; init; }

    public DeliveryNotification DeliveryNotification { get; init; }

    /// <summary>The template that makes the body, with its data, or <see langword="null"/>.</summary>
    public TemplateSource? Template { get; init; }

    public bool IsMarkdown { get; init; }

    public bool AllowRawHtml { get; init; }

    public bool InlineCss { get; init; }

    /// <summary>The folder of the pictures that the HTML shows by path.</summary>
    public string? PicturePath { get; init; }

    /// <summary>The invitation: a path, or the calendar itself.</summary>
    public string? Calendar { get; init; }

    /// <summary>The way to sign and encrypt, or <see langword="null"/> for the asset's.</summary>
    public ProtectionParameters? Protection { get; init; }
}
