using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>What becomes of a message in the outbox that was not sent. The one place that decides it.</summary>
/// <remarks>
/// Unlike <see cref="RetryClassTable"/> it looks beyond the present command: a refused login or a wrong certificate is nothing that
/// trying again at once helps against, but somebody may mend it by tomorrow. What is refused for good is the message alone
/// (RFC 5321, section 4.2.1: 5yz).
/// </remarks>
internal static class OutboxDispositionTable
{
    private const int Permanent = 500;

    // What the server said decides: for now, or for good.
    private static readonly HashSet<string> Refusals = new(StringComparer.Ordinal)
    {
        nameof(Errors.SenderRefused),
        nameof(Errors.RecipientsRefused),
        nameof(Errors.MessageRefused),
    };

    private static readonly HashSet<string> Finals = new(StringComparer.Ordinal)
    {
        nameof(Errors.MessageTooLarge),
        nameof(Errors.BareLineEnd),
        nameof(Errors.SmtpUtf8NotOffered),
        nameof(Errors.NotificationNotOffered),
        nameof(Errors.OutboxEntryDamaged),
    };

    // Nothing that the next message must meet too.
    private static readonly HashSet<string> Accidents = new(StringComparer.Ordinal)
    {
        nameof(Errors.ConnectionLost),
        nameof(Errors.Stopped),
        nameof(Errors.OutboxNotWritable),
        nameof(Errors.Unexpected),
    };

    /// <summary>What becomes of a message.</summary>
    /// <param name="failure">Why it was not sent.</param>
    /// <param name="hasOpenRecipients">Whether a recipient was refused for now only, or not asked.</param>
    internal static OutboxDisposition Of(SmtpSoarException failure, bool hasOpenRecipients)
    {
        if (failure.ErrorId == nameof(Errors.OutcomeUnknown))
            return OutboxDisposition.Unknown;
        if (Finals.Contains(failure.ErrorId))
            return OutboxDisposition.Fails;
        if (Refusals.Contains(failure.ErrorId))
            return failure.Reply?.Code >= Permanent && !(IsOfRecipients(failure) && hasOpenRecipients) ? OutboxDisposition.Fails : OutboxDisposition.Waits;
        return Accidents.Contains(failure.ErrorId) ? OutboxDisposition.Waits : OutboxDisposition.ServerAway;
    }

    // The reply is that to the first of them, and others may have had a better one.
    private static bool IsOfRecipients(SmtpSoarException failure) => failure.ErrorId == nameof(Errors.RecipientsRefused);
}
