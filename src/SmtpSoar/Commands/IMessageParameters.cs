using System.Collections.Generic;
using SmtpSoar.Binding;

namespace SmtpSoar.Commands;

/// <summary>The parameters that describe a message, whichever command has them.</summary>
internal interface IMessageParameters
{
    string[]? To { get; }

    string? Subject { get; }

    string[]? Cc { get; }

    string[]? Bcc { get; }

    string? From { get; }

    string[]? ReplyTo { get; }

    object? Headers { get; }

    object[]? Attachments { get; }

    System.Management.Automation.SwitchParameter AllowMissingAttachment { get; }

    string? VaultPath { get; }

    MailPriority Priority { get; }

    string[]? ReadReceiptTo { get; }

    DeliveryNotification DeliveryNotification { get; }

    /// <summary>Makes the request, without what the commands have in common.</summary>
    ComposedMailRequest CreateRequest();

    /// <summary>The attachments of other parameters.</summary>
    IEnumerable<AttachmentReference> ReadOwnAttachments(AttachmentArgument reader);

    /// <summary>Renders the template into a request, where there is one.</summary>
    /// <returns>The failure, or <see langword="null"/>.</returns>
    SmtpSoarException? ApplyTemplate(ComposedMailRequest request);

    /// <summary>Notes the parameters that only this command knows.</summary>
    void ReportOwn(EffectiveParameters parameters);
}
