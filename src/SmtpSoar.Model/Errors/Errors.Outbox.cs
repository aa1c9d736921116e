namespace SmtpSoar;

// The outbox: messages kept on disk until they are delivered.
public static partial class Errors
{
    internal static readonly ErrorDefinition OutboxNotNamed = new(
        nameof(OutboxNotNamed), ErrorKind.InvalidArgument, FailureHandling.Input,
        "No outbox is named, and the asset has none.",
        "Give the folder as -Path, or set Outbox of the asset.");

    internal static readonly ErrorDefinition OutboxMissing = new(
        nameof(OutboxMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "There is no outbox '{0}'.",
        "Check the path. An outbox is made by the first message that is sent with -Outbox.");

    internal static readonly ErrorDefinition OutboxInvalid = new(
        nameof(OutboxInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' can't be an outbox: {1}.",
        "Give a folder that is not there yet, an empty one, or an outbox.");

    internal static readonly ErrorDefinition OutboxRightsTooWide = new(
        nameof(OutboxRightsTooWide), ErrorKind.SecurityError, FailureHandling.Input,
        "Other users may write to '{0}' (its rights are {1}), so nothing of the outbox is read or sent.",
        "Find out who may have put messages there; then take the others' rights away with chmod go-w, "
        + "or name an outbox in a folder of your own. "
        + "In a container, name a folder below the volume's own, such as /data/outbox: it is made for this user alone.");

    internal static readonly ErrorDefinition OutboxOwnerForeign = new(
        nameof(OutboxOwnerForeign), ErrorKind.SecurityError, FailureHandling.Input,
        "'{0}' belongs to another user (number {1}), so nothing of it is read or sent.",
        "Run the command as that user (sudo -u), or name an outbox of your own. "
        + "In a container, run as the user that wrote the volume, or give the folder to this user with chown -R.");

    internal static readonly ErrorDefinition OutboxNotWritable = new(
        nameof(OutboxNotWritable), ErrorKind.WriteError, FailureHandling.Accident,
        "The outbox '{0}' can't be written: {1}",
        "Check that the disk has room and that you may write to the folder.");

    internal static readonly ErrorDefinition OutboxNotReadable = new(
        nameof(OutboxNotReadable), ErrorKind.ReadError, FailureHandling.Accident,
        "The outbox '{0}' can't be read: {1}",
        "Check who may read the folder.");

    internal static readonly ErrorDefinition OutboxBusy = new(
        nameof(OutboxBusy), ErrorKind.OperationTimeout, FailureHandling.Input,
        "Another process has held the lock of the outbox, {0}, for {1} seconds.",
        "Try again when the other process is done.");

    internal static readonly ErrorDefinition OutboxEntryNotFound = new(
        nameof(OutboxEntryNotFound), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The outbox '{1}' has no message '{0}'.",
        "Get-SoarOutbox lists those that it has.");

    internal static readonly ErrorDefinition OutboxEntryNotWaiting = new(
        nameof(OutboxEntryNotWaiting), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The message '{0}' does not wait in the outbox '{1}'.",
        "Get-SoarOutbox shows what became of it. One that failed is put back with Get-SoarOutbox -Retry, and one whose outcome is "
        + "unknown is sent with -ResendUnknown.");

    internal static readonly ErrorDefinition OutboxEntryBusy = new(
        nameof(OutboxEntryBusy), ErrorKind.ResourceBusy, FailureHandling.Input,
        "The message '{0}' of the outbox '{1}' was not removed: a command sends it now.",
        "Wait until that command has ended; Get-SoarOutbox then shows what became of the message.");

    internal static readonly ErrorDefinition OutboxSelectionMissing = new(
        nameof(OutboxSelectionMissing), ErrorKind.InvalidArgument, FailureHandling.Input,
        "Nothing says which messages of the outbox '{0}' are to be removed.",
        "Nothing was removed. Name them with -State, -OlderThan or -Id, pipe what Get-SoarOutbox gives, or set OutboxKeepDays of the "
        + "asset.");

    internal static readonly ErrorDefinition OutboxEntryNotFailed = new(
        nameof(OutboxEntryNotFailed), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The message '{0}' is not among the failed ones of the outbox '{1}'.",
        "Only a failed message can be put back. One whose outcome is unknown is sent by Send-SoarOutbox -ResendUnknown.");

    internal static readonly ErrorDefinition OutboxEntryDamaged = new(
        nameof(OutboxEntryDamaged), ErrorKind.InvalidData, FailureHandling.Unsendable,
        "The outbox has a damaged message in '{0}': {1}.",
        "Restore the folder from a backup, or move it out of the outbox and send the message anew. All others are still good.");

    internal static readonly ErrorDefinition OutboxEntryNewer = new(
        nameof(OutboxEntryNewer), ErrorKind.NotImplemented, FailureHandling.Input,
        "The message in '{0}' has format {1}, which this version of SmtpSoar does not know.",
        "Update the module; a newer one wrote it.");

    internal static readonly ErrorDefinition OutboxForeign = new(
        nameof(OutboxForeign), ErrorKind.InvalidData, FailureHandling.Input,
        "'{0}' lies in the outbox, but is none of its messages.",
        "It was left alone. Move it away.");

    internal static readonly ErrorDefinition OutboxEntryPresent = new(
        nameof(OutboxEntryPresent), ErrorKind.InvalidOperation, FailureHandling.Input,
        "The outbox '{1}' has a message '{0}' already, so it can't take another one of that name.",
        "Look at both with Get-SoarOutbox -Id. If a move the other way was interrupted, run that one again first. "
        + "If the outbox was copied, remove the message that is one too many.");

    internal static readonly ErrorDefinition OutboxMoveUnfinished = new(
        nameof(OutboxMoveUnfinished), ErrorKind.OperationStopped, FailureHandling.Input,
        "The message was to move to the outbox '{0}', and that was interrupted.",
        "Run Move-SoarOutbox to that outbox again: it finishes what was begun.");

    internal static readonly ErrorDefinition OutboxArrivalUnfinished = new(
        nameof(OutboxArrivalUnfinished), ErrorKind.OperationStopped, FailureHandling.Input,
        "The message was to come from the outbox '{0}', which has not handed it over.",
        "Run the same Move-SoarOutbox again, from that outbox to this one: it finishes what was begun.");

    internal static readonly ErrorDefinition OutboxMoveLost = new(
        nameof(OutboxMoveLost), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The outbox '{1}' took the message '{0}' over, and does not have it now. The copy in '{2}' was left there.",
        "It may have been sent and removed there since: look for its Message-ID in the server's log. Then remove the copy with "
        + "Remove-SoarOutbox -State Moving, or restore the outbox that lost it.");

    internal static readonly ErrorDefinition OutboxMoveToItself = new(
        nameof(OutboxMoveToItself), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The outbox '{0}' can't move to itself.",
        "Name another outbox as -Destination.");

    internal static readonly ErrorDefinition OutboxKeyInvalid = new(
        nameof(OutboxKeyInvalid), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The OutboxKey of the asset is no key.",
        "It takes 32 random bytes as base64, or several such keys with blanks between them, of which the first encrypts. "
        + "about_SmtpSoar_Outbox shows how one is made.");

    internal static readonly ErrorDefinition OutboxKeyUnsupported = new(
        nameof(OutboxKeyUnsupported), ErrorKind.NotImplemented, FailureHandling.Input,
        "This platform has no AES-GCM, as Windows PowerShell 5.1 has none, so it can't work with an asset that has an OutboxKey.",
        "Use PowerShell 7.4 or later on every machine that shares the outbox, or take OutboxKey out of the asset.");

    internal static readonly ErrorDefinition OutboxKeyMissing = new(
        nameof(OutboxKeyMissing), ErrorKind.SecurityError, FailureHandling.Input,
        "The message '{0}' is encrypted with the key {1}, which the asset does not have. It was not sent.",
        "Set OutboxKey of the asset to that key; if there is a newer one too, to both, the newer one first. The message waits "
        + "until then.");

    internal static readonly ErrorDefinition OutboxInterrupted = new(
        nameof(OutboxInterrupted), ErrorKind.OperationStopped, FailureHandling.Input,
        "Whether the message was delivered is unknown: the process that sent it ended before the server's answer was kept.",
        "Ask the recipient, or look for its Message-ID in the server's log. Send-SoarOutbox -ResendUnknown sends it again.");

    internal static readonly ErrorDefinition OutboxDraftUnasked = new(
        nameof(OutboxDraftUnasked), ErrorKind.ConnectionError, FailureHandling.MaybeDelivered,
        "Whether the message was delivered is unknown, and the mailbox {0} does not tell what became of its draft: {1}",
        "Send-SoarOutbox asks again. If the draft is still in the folder Drafts, the mail was not sent. Send-SoarOutbox -ResendUnknown "
        + "removes it where it can, and sends the mail again.");

    internal static readonly ErrorDefinition OutboxDraftGone = new(
        nameof(OutboxDraftGone), ErrorKind.ObjectNotFound, FailureHandling.MaybeDelivered,
        "Whether the message was delivered is unknown: the mailbox {0} has its draft no more, neither as a draft nor sent (the id {1}).",
        "Look for its Message-ID in Sent Items, or ask the recipient. Send-SoarOutbox -ResendUnknown sends it again.");
}
