namespace SmtpSoar;

// Failures of mails that go to a provider's API over HTTPS.
public static partial class Errors
{
    internal static readonly ErrorDefinition ApiThrottled = new(
        nameof(ApiThrottled),
        ErrorKind.LimitsExceeded,
        FailureHandling.Throttling,
        "{0} limits how fast mails may go: {1}.",
        "Try again later, and more slowly: MaxMessagesPerMinute and MaxConnections of the asset set the rate. An outbox (-Outbox) keeps "
            + "the mails meanwhile.");

    internal static readonly ErrorDefinition ApiUnavailable = new(
        nameof(ApiUnavailable),
        ErrorKind.ConnectionError,
        FailureHandling.Interruption,
        "{0} can't take mails now: {1}.",
        "The message was not delivered. Try again in some minutes; the provider's status page tells of outages.");

    internal static readonly ErrorDefinition ApiDenied = new(
        nameof(ApiDenied),
        ErrorKind.SecurityError,
        FailureHandling.Server,
        "{0} does not let this login send as '{1}': {2}.",
        "Let an administrator grant the permission to send, for this mailbox, where the application is registered.");

    internal static readonly ErrorDefinition ApiSenderRefused = new(
        nameof(ApiSenderRefused),
        ErrorKind.SecurityError,
        FailureHandling.Unsendable,
        "{0} refused the sender '{1}': {2}.",
        "Use a sender that this login may send as.");

    internal static readonly ErrorDefinition ApiMailboxUnusable = new(
        nameof(ApiMailboxUnusable),
        ErrorKind.ObjectNotFound,
        FailureHandling.Accident,
        "The mailbox '{1}' can't send by {0}: {2}.",
        "Check the sender (-From, SenderAddress of the asset): it must be a mailbox in that tenant.");

    internal static readonly ErrorDefinition ApiRecipientsRefused = new(
        nameof(ApiRecipientsRefused),
        ErrorKind.InvalidResult,
        FailureHandling.Unsendable,
        "{0} refused the recipients, and nobody got the message: {1}.",
        "Check the addresses.");

    internal static readonly ErrorDefinition ApiMessageRefused = new(
        nameof(ApiMessageRefused),
        ErrorKind.InvalidResult,
        FailureHandling.Unsendable,
        "{0} refused the message: {1}.",
        "The answer says why. The provider's support finds the request by its id.");

    internal static readonly ErrorDefinition ApiMessageTooLarge = new(
        nameof(ApiMessageTooLarge),
        ErrorKind.LimitsExceeded,
        FailureHandling.Unsendable,
        "The message has {0} bytes, more than {1} takes: {2}.",
        "Attach less, or put the files where the recipient can fetch them.");

    internal static readonly ErrorDefinition ApiAnswerInvalid = new(
        nameof(ApiAnswerInvalid),
        ErrorKind.ProtocolError,
        FailureHandling.Server,
        "{0} did not answer as its API does: {1}.",
        "A web page in place of an answer often comes from a proxy: check Proxy and Server of the asset.");

    internal static readonly ErrorDefinition EnvelopeNotOffered = new(
        nameof(EnvelopeNotOffered),
        ErrorKind.InvalidArgument,
        FailureHandling.Unsendable,
        "{0} takes sender and recipients from the message itself, but {1}. Nothing was sent.",
        "Let the message show its true sender and recipients, or send it by SMTP (Transport of the asset).");

    internal static readonly ErrorDefinition BlindCopyNotOffered = new(
        nameof(BlindCopyNotOffered),
        ErrorKind.InvalidArgument,
        FailureHandling.Unsendable,
        "{0} takes recipients from the message itself, so the encrypted copy for the blind recipient '{1}' would go to the others again. "
            + "Nothing was sent.",
        "Send to that recipient in a mail of its own, or send by SMTP (Transport of the asset).");
}
