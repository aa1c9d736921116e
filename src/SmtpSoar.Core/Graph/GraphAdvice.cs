using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Graph;

/// <summary>
/// Advises about the answers of Microsoft Graph that users meet, and tells where to read more. The first row that fits wins.
/// </summary>
/// <remarks>
/// Sources, read 2026-11-28: learn.microsoft.com "Microsoft Graph error responses and resource types", "user: sendMail", "Automate
/// creating, sending, and processing messages", "Limiting application permissions to specific Exchange Online mailboxes", "Microsoft
/// Graph service-specific throttling limits". Each section is one of <c>docs/replies.md</c>.
/// </remarks>
internal static class GraphAdvice
{
    private const string SendAs = "The login may not send as this sender. Send from the mailbox itself, or let the administrator grant "
        + "Send As (Add-RecipientPermission).";
    private const string Mailbox = "The sender must be a mailbox in Exchange Online, with a licence or shared: check -From and "
        + "SenderAddress of the asset, and that the tenant is the right one.";

    private static readonly IReadOnlyList<Row> Rows =
    [
        new("ErrorAccessDenied", "application access policy", "A policy of the tenant limits the application to other mailboxes: an "
            + "Exchange administrator looks with Test-ApplicationAccessPolicy, or Test-ServicePrincipalAuthorization."),
        new("ErrorAccessDenied", null, "The application lacks the permission Mail.Send, or an administrator's consent to it, or may not "
            + "use this mailbox (RBAC for Applications). Mails over 3 MB need Mail.ReadWrite too."),
        new("Authorization_RequestDenied", null, "The application lacks the permission Mail.Send, or an administrator's consent to it: "
            + "Microsoft Entra, App registrations, API permissions."),
        new("ErrorSendAsDenied", null, SendAs),
        new("ErrorInvalidUser", null, Mailbox),
        new("ErrorItemNotFound", null, "The mailbox, or the draft of a large mail, was not found: check the sender, and whether something "
            + "empties the folder Drafts."),
        new("MailboxNotEnabledForRESTAPI", null, "The mailbox is on a server of your own (hybrid), inactive, or has no licence: Graph "
            + "reaches those in Exchange Online only. Send it by SMTP."),
        new("ResourceNotFound", null, Mailbox),
        new("Request_ResourceNotFound", null, Mailbox),
        new("ErrorInvalidRecipients", null, "Exchange can't read a recipient, or there is none: check To, Cc and Bcc."),
        new("ErrorMessageSizeExceeded", null, "The tenant takes mails up to 35 MB, unless an administrator raises it (Set-Mailbox "
            + "-MaxSendSize, up to 150 MB). Attach less, or link to the files."),
        new("RequestEntityTooLarge", null, "The request was larger than Graph takes: please report it, since larger mails go in pieces."),
        new("ErrorMimeContentInvalidBase64String", null, "Something on the way changed the request: look for a proxy in between."),
        new("ErrorQuotaExceeded", null, "The mailbox is full, so that it can't keep the mail in Drafts or Sent Items: make room in it."),
        new("ErrorExceededMessageLimit", null, "The mailbox has used up its recipients for the day (10,000). It opens again within 24 "
            + "hours."),
        new("ErrorAccountSuspend", null, "Exchange has blocked the account, often after much spam from it: an administrator looks at "
            + "'Restricted entities' in Microsoft Defender."),
        new("ApplicationThrottled", null, "Too many requests for this mailbox (4 at once, 10,000 in 10 minutes, 150 MB uploads in 5 "
            + "minutes). Send more slowly: MaxConnections and MaxMessagesPerMinute of the asset."),
        new("InvalidAuthenticationToken", null, "The token is not for Microsoft Graph, or not of this cloud: check Scopes "
            + "(https://graph.microsoft.com/.default for an application) and the cloud of the asset."),
    ];

    /// <summary>The headings below which the page says more, for tests.</summary>
    public static IEnumerable<string> Sections => Rows.Select(row => row.Code).Distinct();

    /// <summary>The advice, or <see langword="null"/> where the answer speaks for itself.</summary>
    /// <param name="code">Graph's word.</param>
    /// <param name="text">Graph's sentence.</param>
    public static string? For(string? code, string? text) => Rows.FirstOrDefault(row => row.Fits(code, text))?.Text;

    private sealed record Row(string Code, string? Word, string Advice)
    {
        public string Text => $"{Advice} {Messages.ReadMore(Code)}";

        public bool Fits(string? code, string? text) =>
            Code == code && (Word is null || text?.IndexOf(Word, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}
