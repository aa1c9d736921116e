using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>Gives advice about the replies that users meet, and tells the page that says more. The first row that fits wins.</summary>
/// <remarks>
/// Sources: learn.microsoft.com "Fix issues with printers, scanners, and LOB applications that send email using Microsoft 365"
/// and "NDR error codes in Exchange Online"; support.google.com/a/answer/3726730 "SMTP errors and codes"; postfix.org "Postfix SMTP
/// relay and access control"; RFC 3463; RFC 4954.
/// Each code has a section in <c>docs/replies.md</c>, which the module has as the topic about_SmtpSoar_Replies.
/// </remarks>
internal static class ReplyAdvice
{
    private static readonly IReadOnlyList<Row> Rows =
    [
        new(535, "5.7.139", "SmtpClientAuthentication is disabled",
            "SMTP AUTH is switched off: an Exchange administrator runs Set-CASMailbox <mailbox> "
            + "-SmtpClientAuthenticationDisabled $false, and allows it for the tenant."),
        new(535, "5.7.139", null,
            "The tenant refuses this login: security defaults, Conditional Access or the end of Basic authentication stand in the way. "
            + "Use OAuth 2.0.",
            IsOfPasswords: true),
        new(535, "5.7.139", null,
            "The tenant refuses this login: SMTP AUTH may be switched off for the mailbox or the tenant, "
            + "or a Conditional Access policy stands in the way."),
        new(535, "5.7.3", null,
            "Exchange did not accept the login. With a password: Basic authentication may be off. With a token: "
            + "check its audience, the role SMTP.SendAsApp, the service principal in Exchange, and that the user name is the mailbox."),
        new(550, "5.7.30", null, "Exchange no longer takes passwords for client submission. Use OAuth 2.0."),
        new(530, "5.7.57", null,
            "Exchange wants a login before it takes mail: give the asset its settings for authentication, and check that TLS is on."),
        new(554, "5.2.252", null,
            "The login may not send as this sender. Send from the mailbox itself, "
            + "or let the administrator grant Send As (Add-RecipientPermission)."),
        new(550, "5.7.60", null,
            "The login may not send as this sender. Send from the mailbox itself, "
            + "or let the administrator grant Send As (Add-RecipientPermission)."),
        new(554, "5.2.0", "SendAsDenied",
            "The login may not send as this sender. Send from the mailbox itself, "
            + "or let the administrator grant Send As (Add-RecipientPermission)."),
        new(554, "5.2.0", "SubmissionQuota",
            "The mailbox has used up its recipients for the day. It opens again within 24 hours; "
            + "a relay or another mailbox serves until then."),
        new(430, "4.2.0", null,
            "The application's service principal has no permission on the mailbox: Add-MailboxPermission ... -AccessRights FullAccess."),
        new(432, "4.3.2", null,
            "Too many connections or messages at once for this mailbox (Exchange allows 3 connections and 30 messages a minute). "
            + "Wait a minute and send more slowly."),
        new(534, "5.7.9", null,
            "Google wants an app password (myaccount.google.com/apppasswords) or OAuth 2.0 in place of the account's password.",
            IsOfPasswords: true),
        new(534, "5.7.14", null, "Google wants a person to log in with a browser first, or OAuth 2.0 in place of the password."),
        new(534, null, null, "Google does not take this password: use an app password or OAuth 2.0.", IsOfPasswords: true),
        new(535, "5.7.8", null,
            "The user name or the password is wrong. (Google takes app passwords and OAuth 2.0, "
            + "never the account's own password.)",
            IsOfPasswords: true),
        new(554, "5.7.1", "Relay access denied",
            "The server forwards mail to that domain only for logins or networks that it knows: "
            + "give the asset Username and Password, or ask the server's administrator."),
        new(454, "4.7.1", "Relay access denied",
            "The server forwards mail to that domain only for logins or networks that it knows: "
            + "give the asset Username and Password, or ask the server's administrator."),
        new(553, "5.7.1", "Sender address rejected",
            "The sender belongs to another login, or to none that is logged in. Send as the login's own address, "
            + "or ask the server's administrator."),
        new(454, "4.7.0", null, "The server can't check logins right now, or had too many of them. Try again in some minutes."),
        new(454, null, null, "The server can't check logins or start TLS right now. Try again in some minutes."),
        new(552, null, null, "The message or the mailbox is too large: attach less, or ask the recipient to make room."),
        new(452, null, null, "The server has no room or too many recipients right now. Try again later, with fewer recipients at once."),
        new(421, null, null, "The server is busy, limits us or closes. Try again in some minutes, and more slowly."),
        new(450, "4.2.1", null, "The mailbox takes no more mail right now. Try again later."),
        new(530, null, null, "The server wants TLS or a login first: check SslMethod, Username and Password of the asset."),
        new(538, null, null, "The server wants TLS before this login: set SslMethod to StartTls or Ssl."),
    ];

    private static readonly Row Later = new(4, null, null, "The server refuses for now (4xx), not for good. Try again in some minutes.");

    /// <summary>The headings below which the page says more, for tests.</summary>
    public static IEnumerable<string> Sections => Rows.Append(Later).Select(row => row.Section).Distinct();

    /// <summary>The advice for any reply of 4yz.</summary>
    public static string ForNow => Later.Text;

    /// <summary>The advice, or <see langword="null"/> where the reply speaks for itself.</summary>
    /// <param name="reply">The server's reply.</param>
    /// <param name="isToken">Whether the reply answers an access token.</param>
    public static string? For(SmtpReply reply, bool isToken = false) =>
        (Rows.FirstOrDefault(row => row.Fits(reply, isToken)) ?? (reply.Code is >= 400 and < 500 ? Later : null))?.Text;

    private sealed record Row(int Code, string? Enhanced, string? Word, string Advice, bool IsOfPasswords = false)
    {
        public string Section => Code < 10 ? $"{Code}xx" : Enhanced is null ? $"{Code}" : $"{Code} {Enhanced}";

        public string Text => $"{Advice} {Messages.ReadMore(Section)}";

        public bool Fits(SmtpReply reply, bool isToken) =>
            reply.Code == Code
            && !(IsOfPasswords && isToken)
            && (Enhanced is null || reply.EnhancedCode == Enhanced)
            && (Word is null || reply.Text.Contains(Word!));
    }
}
