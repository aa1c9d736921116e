using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>Which failures are temporary. The one place that decides it.</summary>
/// <remarks>
/// RFC 5321, section 4.2.1: a reply of 4yz says that the same command may be accepted later, one of 5yz that it will not.
/// RFC 3463, section 3: so do enhanced codes of the classes 4 and 5. Throttling: learn.microsoft.com "Exchange Online limits"
/// (432 4.3.2, 421 4.3.2, 451 4.7.500); support.google.com/a/answer/3726730 "SMTP errors and codes" (421 4.7.0, 450 4.2.1,
/// 454 4.7.0, 421 4.7.28).
/// </remarks>
internal static class RetryClassTable
{
    // Whatever the server said with it: one may have been delivered, the other has had its second login.
    private static readonly HashSet<string> Finals = new(StringComparer.Ordinal) { nameof(Errors.OutcomeUnknown), nameof(Errors.TokenRejected) };

    // The message was not accepted, and the way to the server may be mended by the next try.
    private static readonly HashSet<string> Interruptions = new(StringComparer.Ordinal)
    {
        nameof(Errors.ConnectionLost),
        nameof(Errors.ServerTimeout),
        nameof(Errors.OAuthUnavailable),
        nameof(Errors.OAuthUnreachable),
        nameof(Errors.OAuthTimeout),
    };

    // A server that restarts is away for seconds. A wrong port looks the same, but to find that out costs no time limit, so one message
    // may wait for the server, though not each of many.
    private const string Restart = nameof(Errors.ConnectionRefused);

    // A wrong name or port looks the same, and may cost a time limit each time: these are temporary only where the server has been there
    // before.
    private static readonly HashSet<string> Absences = new(StringComparer.Ordinal)
    {
        nameof(Errors.ServerNotFound),
        nameof(Errors.ConnectionRefused),
        nameof(Errors.ConnectionFailed),
        nameof(Errors.ConnectionTimeout),
        nameof(Errors.ProxyFailed),
        nameof(Errors.ServerSilent),
    };

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

    /// <summary>What a failure says about another try.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="serverState">The server, as far as it is known.</param>
    internal static RetryClass Classify(SmtpSoarException failure, SharedServerState serverState)
    {
        if (Finals.Contains(failure.ErrorId))
            return RetryClass.Permanent;
        if (failure.Reply is { } reply)
            return Classify(reply);
        var isTemporary = Interruptions.Contains(failure.ErrorId)
            || (serverState.WasThere && Absences.Contains(failure.ErrorId))
            || (failure.ErrorId == Restart && !serverState.WasAwaited);
        return isTemporary ? RetryClass.Temporary : RetryClass.Permanent;
    }

    private static RetryClass Classify(SmtpReply reply)
    {
        if (reply.Code is < 400 or >= 500)
            return RetryClass.Permanent;
        return Throttling.Any(row => row.Code == reply.Code && (row.Enhanced is null || row.Enhanced == reply.EnhancedCode))
            ? RetryClass.Throttled
            : RetryClass.Temporary;
    }
}
