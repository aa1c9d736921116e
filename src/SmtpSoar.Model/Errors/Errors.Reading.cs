namespace SmtpSoar;

// Mails that are read.
public static partial class Errors
{
    internal static readonly ErrorDefinition ImportFileChanged = new(
        nameof(ImportFileChanged), ErrorKind.ReadError, FailureHandling.Input,
        "The file '{0}' is no longer as it was when the mail was read: {1}",
        "Read it again with Import-SoarEmail.");

    internal static readonly ErrorDefinition AttachmentContentGone = new(
        nameof(AttachmentContentGone), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "The content of '{0}' is not at hand: the object is a copy, or a limit left the content unread.",
        "Read the mail with Import-SoarEmail in this session, look at its Warnings, and pipe its Attachments on.");

    internal static readonly ErrorDefinition MailKeyNotFound = new(
        nameof(MailKeyNotFound), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "There is no file '{0}' with a key or certificate.",
        "Check the path of -VerifyWith or -DecryptWith.");

    internal static readonly ErrorDefinition MailKeyUnreadable = new(
        nameof(MailKeyUnreadable), ErrorKind.ReadError, FailureHandling.Input,
        "'{0}' can't be read as a key or certificate: {1}.",
        "Check the file, and for a private key its password (-DecryptPassword).");

    internal static readonly ErrorDefinition MailKeyMissing = new(
        nameof(MailKeyMissing), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' has no private key, which decrypting needs.",
        "Give a .pfx file, a .pem file with certificate and key, a certificate with its key, or an OpenPGP secret key.");
}
