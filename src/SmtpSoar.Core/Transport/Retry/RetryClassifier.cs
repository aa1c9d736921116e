using System.Linq;
using static SmtpSoar.FailureHandling;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>Decides whether a failure is temporary, by the error's own rule and the server's reply.</summary>
/// <remarks>
/// RFC 5321, section 4.2.1: a reply of 4yz says that the same command may be accepted later, one of 5yz that it will not.
/// RFC 3463, section 3: so do enhanced codes of the classes 4 and 5. Throttling: learn.microsoft.com "Exchange Online limits"
/// (432 4.3.2, 421 4.3.2, 451 4.7.500); support.google.com/a/answer/3726730 "SMTP errors and codes" (421 4.7.0, 450 4.2.1,
/// 454 4.7.0, 421 4.7.28).
/// </remarks>
internal static class RetryClassifier
{
    private static readonly (int Code, string? Enhanced)[] Throttling =
    [
        (421, "4.7.0"),
        (421, "4.7.28"),
        (421, "4.3.2"),
        (432, null),
        (450, "4.2.1"),
        (450, "4.7.28"),
        (451, "4.7.500"),
        (452, "4.5.3"),
        (454, "4.7.0"),
    ];

    /// <summary>Tells what a failure says about another try.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="serverState">The server, as far as it is known.</param>
    internal static RetryClass Classify(SmtpSoarException failure, SharedServerState serverState)
    {
        var rule = failure.Definition.Handling.Retry;
        if (rule == RetryRule.Never)
            return RetryClass.Permanent;
        if (rule == RetryRule.Slower)
            return RetryClass.Throttled;
        if (failure.Reply is { } reply)
            return Classify(reply);
        return IsTemporary(rule, serverState) ? RetryClass.Temporary : RetryClass.Permanent;
    }

    private static bool IsTemporary(RetryRule rule, SharedServerState serverState) => rule switch
    {
        RetryRule.Always => true,
        RetryRule.OnceServerWasThere => serverState.WasThere,
        RetryRule.UntilOneMessageWaited => serverState.WasThere || !serverState.WasAwaited,
        _ => false,
    };

    private static RetryClass Classify(SmtpReply reply)
    {
        if (reply.Code is < 400 or >= 500)
            return RetryClass.Permanent;
        return Throttling.Any(row => row.Code == reply.Code && (row.Enhanced is null || row.Enhanced == reply.EnhancedCode))
            ? RetryClass.Throttled
            : RetryClass.Temporary;
    }
}
