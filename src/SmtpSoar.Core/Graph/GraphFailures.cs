using System;
using System.Collections.Generic;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>Turns what Microsoft Graph answers in place of success into errors that say what to do.</summary>
/// <param name="mailbox">The mailbox that sends.</param>
/// <param name="size">The size of the message.</param>
/// <param name="hide">Hides secrets.</param>
internal sealed class GraphFailures(string mailbox, long size, Func<string, string> hide)
{
    /// <summary>The API's name for people.</summary>
    public const string Name = "Microsoft Graph";

    private static readonly HashSet<string> Senders = new(StringComparer.Ordinal) { "ErrorSendAsDenied" };

    private static readonly HashSet<string> Mailboxes = new(StringComparer.Ordinal)
    {
        "ErrorInvalidUser", "MailboxNotEnabledForRESTAPI", "ResourceNotFound", "Request_ResourceNotFound", "ErrorItemNotFound",
    };

    private static readonly HashSet<string> Later = new(StringComparer.Ordinal)
    {
        "ErrorQuotaExceeded", "ErrorAccountSuspend", "ErrorExceededMessageLimit",
    };

    /// <summary>The ids by which Microsoft's support finds a request.</summary>
    public static string RequestId(ApiAnswer answer) =>
        answer.Header("request-id") ?? answer.Text("error", "innerError", "request-id") ?? "unknown";

    /// <summary>The failure that an answer tells.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isSent">Whether the request had all of the message.</param>
    public SmtpSoarException Of(ApiAnswer answer, bool isSent)
    {
        var code = answer.Text("error", "code");
        var text = answer.Text("error", "message");
        var failure = Plain(answer, code, isSent).Pausing(answer.RetryAfter);
        return GraphAdvice.For(code, text) is { } advice && failure.Definition != Errors.OutcomeUnknown
            ? failure.Advising(advice)
            : failure;
    }

    private SmtpSoarException Plain(ApiAnswer answer, string? code, bool isSent) => answer.Status switch
    {
        // The gateway has no word of the server behind it, which may have taken the message.
        502 or 504 when isSent => Errors.OutcomeUnknown.With(Name, Words(answer)),
        500 or 503 when isSent && code is null && answer.RetryAfter is null => Errors.OutcomeUnknown.With(Name, Words(answer)),
        >= 200 and < 300 when isSent => Errors.OutcomeUnknown.With(Name, Words(answer)),
        429 or 503 => Errors.ApiThrottled.With(Name, Words(answer)),
        >= 500 => Errors.ApiUnavailable.With(Name, Words(answer)),
        _ when code is null && answer.Status != 413 => Errors.ApiAnswerInvalid.With(Name, Words(answer)),
        _ => Refused(answer, code ?? "RequestEntityTooLarge"),
    };

    private SmtpSoarException Refused(ApiAnswer answer, string code) => answer.Status switch
    {
        401 => Errors.TokenRejected.With(Name, mailbox, "Bearer", Words(answer)),
        _ when Senders.Contains(code) => Errors.ApiSenderRefused.With(Name, mailbox, Words(answer)),
        _ when Mailboxes.Contains(code) => Errors.ApiMailboxUnusable.With(Name, mailbox, Words(answer)),
        _ when Later.Contains(code) => Errors.ApiUnavailable.With(Name, Words(answer)),
        403 => Errors.ApiDenied.With(Name, mailbox, Words(answer)),
        404 => Errors.ApiMailboxUnusable.With(Name, mailbox, Words(answer)),
        413 => Errors.ApiMessageTooLarge.With(size, Name, Words(answer)),
        _ when code == "ErrorMessageSizeExceeded" => Errors.ApiMessageTooLarge.With(size, Name, Words(answer)),
        _ when code == "ErrorInvalidRecipients" => Errors.ApiRecipientsRefused.With(Name, Words(answer)),
        _ => Errors.ApiMessageRefused.With(Name, Words(answer)),
    };

    // The text of a page in place of JSON is nothing for a person.
    private string Words(ApiAnswer answer)
    {
        var code = answer.Text("error", "code");
        var said = code is not null ? $"{code}: {answer.Text("error", "message")}".TrimEnd(' ', '.', ':')
            : answer.Header("Location") is not null ? "a redirect, which is not followed"
            : answer.Body.Length > 0 ? $"{answer.Type ?? "something"} in place of JSON"
            : "no word about it";
        return Quote.Of(hide(FormattableString.Invariant($"HTTP {answer.Status}, {said} (request-id {RequestId(answer)})")));
    }
}
