using static SmtpSoar.FailureHandling;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Decides what becomes of a message in the outbox that was not sent, by the error's own rule.</summary>
/// <remarks>
/// Unlike <see cref="Transport.Retry.RetryClassifier"/> it looks beyond the present command. A refused login or a wrong certificate
/// is not mended by another try at once, but an administrator may mend it by tomorrow. Only the message itself is refused for good
/// (RFC 5321, section 4.2.1: 5yz).
/// </remarks>
internal static class OutboxDispositionRules
{
    private const int Permanent = 500;

    /// <summary>Gives what becomes of a message.</summary>
    /// <param name="failure">Why it was not sent.</param>
    /// <param name="hasOpenRecipients">Whether a recipient was refused for now only, or not asked.</param>
    internal static OutboxDisposition Of(SmtpSoarException failure, bool hasOpenRecipients) => failure.Definition.Handling.Outbox switch
    {
        OutboxRule.Unknown => OutboxDisposition.Unknown,
        OutboxRule.Fails => OutboxDisposition.Fails,
        OutboxRule.Waits => OutboxDisposition.Waits,
        OutboxRule.DueAtOnce => OutboxDisposition.DueAtOnce,
        OutboxRule.ByReply => OfReply(failure),
        OutboxRule.ByRecipients => hasOpenRecipients ? OutboxDisposition.Waits : OfReply(failure),
        _ => OutboxDisposition.ServerAway,
    };

    private static OutboxDisposition OfReply(SmtpSoarException failure) =>
        failure.Reply?.Code >= Permanent ? OutboxDisposition.Fails : OutboxDisposition.Waits;
}
