using System.Management.Automation;

namespace SmtpSoar.Sending;

/// <summary>The parameters that describe a message, whichever command has them. The names are theirs.</summary>
internal interface IMessageParameters : IProtectionParameters
{
    object? To { get; }

    object? Subject { get; }

    object? Cc { get; }

    object? Bcc { get; }

    object? From { get; }

    object? ReplyTo { get; }

    object? Headers { get; }

    object[]? Attachments { get; }

    /// <summary>The attachments by parameters that only HTML mails have, or <see langword="null"/>.</summary>
    HtmlAttachments? HtmlAttachments { get; }

    SwitchParameter AllowMissingAttachment { get; }

    string? VaultPath { get; }

    object? Priority { get; }

    object? ReadReceiptTo { get; }

    DeliveryNotification DeliveryNotification { get; }

    /// <summary>The template that makes the body, with its data, or <see langword="null"/>.</summary>
    TemplateSource? TemplateSource { get; }

    SwitchParameter Markdown { get; }

    SwitchParameter AllowRawHtml { get; }

    SwitchParameter InlineCss { get; }

    /// <summary>The folder of the pictures that the HTML shows by path.</summary>
    string? PicturePath { get; }

    /// <summary>The invitation: a path, or the calendar itself.</summary>
    object? Calendar { get; }
}
