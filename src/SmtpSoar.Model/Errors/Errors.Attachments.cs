namespace SmtpSoar;

// Failures of attachments before anything is sent.
public static partial class Errors
{
    internal static readonly ErrorDefinition AttachmentUnavailable = new(
        nameof(AttachmentUnavailable),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "{0} can't be attached: {1}",
        "Nothing was sent. Give files that exist, or -AllowMissingAttachment to send without them.");

    internal static readonly ErrorDefinition AttachmentChanged = new(
        nameof(AttachmentChanged),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "The attachment '{0}' changed while it was being sent.",
        "The message was broken off before its end, so it was not delivered. Send it again when nobody writes to the file.");

    internal static readonly ErrorDefinition AttachmentInvalid = new(
        nameof(AttachmentInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "An attachment can't be made from {0}.",
        "Give a vault id (40 hex digits), a vault file, a file, a path, or an object with VaultId or Path and optionally Name, "
        + "ContentType, ContentId.");

    internal static readonly ErrorDefinition AttachmentTypeInvalid = new(
        nameof(AttachmentTypeInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' is not a media type.",
        "Write it as type/subtype, such as application/pdf, with parameters as in text/plain; charset=utf-8.");

    internal static readonly ErrorDefinition AttachmentJsonInvalid = new(
        nameof(AttachmentJsonInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "-AttachmentJson can't be read: {0}.",
        "Give a list such as [{\"vault_id\": \"<40 hex digits>\", \"content_id\": \"logo\"}].");
}
