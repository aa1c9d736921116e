using System.Linq;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Transport.Fallback;

/// <summary>Decides whether a mail may go by another server: the first one can't be used at all, and surely took nothing.</summary>
internal static class FallbackRule
{
    // Each says that the server can't be used, whatever the message is. A server that only wants us to wait can be used, and a reply to
    // this message is a reply to it.
    private static readonly FailureHandling[] Unusable =
    [
        FailureHandling.Server,
        FailureHandling.LastLogin,
        FailureHandling.Interruption,
        FailureHandling.LostConnection,
        FailureHandling.Absence,
        FailureHandling.Restart,
    ];

    /// <summary>Whether the mail may go by another server.</summary>
    /// <param name="receipt">The outcome at the first one.</param>
    /// <param name="serverState">The first one, as far as it is known.</param>
    public static bool Allows(DeliveryReceipt receipt, SharedServerState serverState) =>
        receipt.Failure is { } failure
        && Unusable.Contains(failure.Definition.Handling)
        && RetryClassifier.Classify(failure, serverState) != RetryClass.Throttled
        && receipt.Recipients?.Any(recipient => recipient.Accepted == true || recipient.OutcomeUnknown) != true;
}
