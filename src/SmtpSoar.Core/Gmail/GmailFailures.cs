using System;
using System.Text.Json;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Gmail;

/// <summary>Turns what Gmail's API answers in place of success into errors that say what to do.</summary>
/// <param name="mailbox">The mailbox that sends.</param>
/// <param name="size">The size of the message.</param>
/// <param name="hide">Hides secrets.</param>
internal sealed class GmailFailures(string mailbox, long size, Func<string, string> hide)
{
    /// <summary>The API's name for people.</summary>
    public const string Name = "the Gmail API";

    /// <summary>The failure that an answer tells.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isSent">Whether the request had all of the message.</param>
    public SmtpSoarException Of(ApiAnswer answer, bool isSent)
    {
        var reason = ReasonOf(answer);
        var failure = Plain(answer, reason, isSent).Pausing(answer.RetryAfter);
        return GmailAdvice.For(reason) is { } advice && failure.Definition != Errors.OutcomeUnknown ? failure.Advising(advice) : failure;
    }

    private SmtpSoarException Plain(ApiAnswer answer, string? reason, bool isSent) => answer.Status switch
    {
        502 or 504 when isSent => Errors.OutcomeUnknown.With(Name, Words(answer)),
        500 or 503 when isSent && reason is null => Errors.OutcomeUnknown.With(Name, Words(answer)),
        >= 200 and < 300 when isSent => Errors.OutcomeUnknown.With(Name, Words(answer)),
        429 or 503 => Errors.ApiThrottled.With(Name, Words(answer)),
        >= 500 => Errors.ApiUnavailable.With(Name, Words(answer)),
        413 => Errors.ApiMessageTooLarge.With(size, Name, Words(answer)),
        _ when reason is null => Errors.ApiAnswerInvalid.With(Name, Words(answer)),
        _ => Refused(answer, reason),
    };

    private SmtpSoarException Refused(ApiAnswer answer, string reason) => (answer.Status, reason) switch
    {
        (401, _) => Errors.TokenRejected.With(Name, mailbox, "Bearer", Words(answer)),
        (_, "rateLimitExceeded" or "userRateLimitExceeded" or "dailyLimitExceeded") => Errors.ApiThrottled.With(Name, Words(answer)),
        (_, "uploadTooLarge") => Errors.ApiMessageTooLarge.With(size, Name, Words(answer)),
        (400, "failedPrecondition") => Errors.ApiMailboxUnusable.With(Name, mailbox, Words(answer)),
        (400, "invalidArgument") => Errors.ApiRecipientsRefused.With(Name, Words(answer)),
        (403, _) => Errors.ApiDenied.With(Name, mailbox, Words(answer)),
        (404, _) => Errors.ApiMailboxUnusable.With(Name, mailbox, Words(answer)),
        _ => Errors.ApiMessageRefused.With(Name, Words(answer)),
    };

    private static string? ReasonOf(ApiAnswer answer)
    {
        var errors = answer.Items("error", "errors");
        if (errors.Count > 0 && errors[0].ValueKind == JsonValueKind.Object && errors[0].TryGetProperty("reason", out var reason))
            return reason.ToString();
        return answer.Text("error", "status");
    }

    private string Words(ApiAnswer answer)
    {
        var said = answer.Text("error", "message") is { } message ? $"{ReasonOf(answer)}: {message}".TrimStart(':', ' ').TrimEnd('.')
            : answer.Body.Length > 0 ? $"{answer.Type ?? "something"} in place of JSON"
            : "no word about it";
        return Quote.Of(hide(FormattableString.Invariant($"HTTP {answer.Status}, {said}")));
    }
}
