using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Gmail;

/// <summary>Advises about the answers of Gmail's API that users meet, and tells where to read more.</summary>
/// <remarks>
/// Sources, read 2026-11-28: developers.google.com/gmail/api "Resolve errors", "Usage limits", "Upload attachments";
/// developers.google.com/identity/protocols/oauth2/service-account. Each section is one of <c>docs/replies.md</c>.
/// </remarks>
internal static class GmailAdvice
{
    private const string Rate = "Gmail limits how fast this user or this project may send. Send more slowly: MaxConnections and "
        + "MaxMessagesPerMinute of the asset.";

    private static readonly IReadOnlyList<Row> Rows =
    [
        new("rateLimitExceeded", Rate),
        new("userRateLimitExceeded", Rate),
        new("dailyLimitExceeded", "The project or the user has sent as much as a day allows (2,000 mails a day in Workspace, 500 "
            + "without). It opens again within 24 hours."),
        new("insufficientPermissions", "The token may not send: Scopes of the asset must have https://www.googleapis.com/auth/gmail.send, "
            + "and a service account's domain-wide delegation the same."),
        new("accessNotConfigured", "The Gmail API is not enabled in the Google Cloud project of the client: enable it there."),
        new("domainPolicy", "The administrator of the domain has switched Gmail or third-party applications off for this user."),
        new("failedPrecondition", "Gmail is not enabled for this account: a service account must name a mailbox (Username) that it may "
            + "act for, and an account needs Gmail."),
        new("invalidArgument", "Gmail can't read the mail or a recipient: check To, Cc and Bcc."),
        new("authError", "The token is none that Gmail takes: log in again with Connect-SmtpAsset, or check the service account's key."),
        new("uploadTooLarge", "Gmail takes mails up to 35 MB. Attach less, or link to the files."),
    ];

    /// <summary>The headings below which the page says more, for tests.</summary>
    public static IEnumerable<string> Sections => Rows.Select(row => row.Reason);

    /// <summary>The advice, or <see langword="null"/> where the answer speaks for itself.</summary>
    public static string? For(string? reason) => Rows.FirstOrDefault(row => row.Reason == reason)?.Text;

    private sealed record Row(string Reason, string Advice)
    {
        public string Text => $"{Advice} {Messages.ReadMore(Reason)}";
    }
}
