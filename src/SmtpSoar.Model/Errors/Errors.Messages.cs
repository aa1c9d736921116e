namespace SmtpSoar;

// Failures of a message before anything is sent.
public static partial class Errors
{
    internal static readonly ErrorDefinition SenderMissing = new(
        nameof(SenderMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The message has no sender.",
        "Give -From, a From among -Headers, or an asset with SenderAddress or an address as Username.");

    internal static readonly ErrorDefinition RecipientMissing = new(
        nameof(RecipientMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The message has no recipient.",
        "Give at least one address in -To, -Cc or -Bcc.");

    internal static readonly ErrorDefinition RawSenderMissing = new(
        nameof(RawSenderMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The raw message has no sender: no address stands in From.",
        "Add a From field, or give -EnvelopeFrom.");

    internal static readonly ErrorDefinition RawRecipientMissing = new(
        nameof(RawRecipientMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The raw message has no recipient: no address stands in To, Cc or Bcc.",
        "Add one of these fields, or give -EnvelopeTo.");

    internal static readonly ErrorDefinition AddressInvalid = new(
        nameof(AddressInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' in {1} is not an e-mail address.",
        "Write name@example.org or \"Name\" <name@example.org>, and put commas between addresses. "
        + "Look for characters behind the @ that no domain has.");

    internal static readonly ErrorDefinition AddressLineBreak = new(
        nameof(AddressLineBreak),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "'{0}' in {1} has a line break or another control character in it.",
        "Remove it: a line break in an address could smuggle header fields into the message.");

    internal static readonly ErrorDefinition AddressNotSingle = new(
        nameof(AddressNotSingle),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "{0} must be one address, but '{1}' holds {2}.",
        "Give one address.");

    internal static readonly ErrorDefinition SmtpUtf8NotAllowed = new(
        nameof(SmtpUtf8NotAllowed),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The address '{0}' has non-ASCII characters before the @, and the asset does not allow SMTPUTF8.",
        "Set AllowSmtpUtf8 (SOAR: allow_smtputf8) on the asset if the server offers SMTPUTF8, or use an ASCII address.");

    internal static readonly ErrorDefinition UnicodeNotAllowed = new(
        nameof(UnicodeNotAllowed),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The {0} has non-ASCII characters, and the asset's Encoding is off.",
        "Set Encoding (SOAR: encoding) to true on the asset, or use ASCII only.");

    internal static readonly ErrorDefinition TextNul = new(
        nameof(TextNul),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The {0} has a NUL character, which mail can't carry (RFC 5322, section 4).",
        "Remove it, or attach the content as a file.");

    internal static readonly ErrorDefinition TextSurrogate = new(
        nameof(TextSurrogate),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "The {0} has half of a surrogate pair, which is no character.",
        "The text was cut in the middle of a character: cut it elsewhere.");

    internal static readonly ErrorDefinition SubjectLineBreak = new(
        nameof(SubjectLineBreak),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "The subject has a line break or another control character in it.",
        "Remove it: a line break in the subject could smuggle header fields into the message.");

    internal static readonly ErrorDefinition HeaderNameInvalid = new(
        nameof(HeaderNameInvalid),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "'{0}' is not the name of a header field.",
        "A name has visible ASCII characters only, without blanks and colons (RFC 5322, section 2.2).");

    internal static readonly ErrorDefinition HeaderValueInvalid = new(
        nameof(HeaderValueInvalid),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "The value of the header field '{0}' has a line break or another control character in it.",
        "Remove it: a line break in a value could smuggle header fields into the message.");

    internal static readonly ErrorDefinition HeaderFormInvalid = new(
        nameof(HeaderFormInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The header field '{0}' can't have the value '{1}': it has the form {2}.",
        "Write it in that form, or leave the field out: Date and Message-ID are then made for you.");

    internal static readonly ErrorDefinition HeaderLineTooLong = new(
        nameof(HeaderLineTooLong),
        ErrorKind.LimitsExceeded,
        FailureHandling.Input,
        "The header field '{0}' has a word that does not fit into a line of 998 bytes (RFC 5322, section 2.1.1).",
        "Shorten it.");

    internal static readonly ErrorDefinition HeaderReserved = new(
        nameof(HeaderReserved),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The header field '{0}' follows from the message's parts and can't be set.",
        "Leave it out. For a message of your own making use Send-SoarRawEmail.");

    internal static readonly ErrorDefinition HeaderRepeated = new(
        nameof(HeaderRepeated),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The header field '{0}' may stand in a message only once (RFC 5322, section 3.6).",
        "Give one value.");

    internal static readonly ErrorDefinition HeadersInvalid = new(
        nameof(HeadersInvalid),
        ErrorKind.InvalidData,
        FailureHandling.Input,
        "-Headers can't be read: {0}.",
        "Give a hashtable, an object, or JSON text of the form {\"X-Name\": \"value\"}; a value is text, a number, a Boolean, or a "
        + "list of these.");

    internal static readonly ErrorDefinition ContentIdRepeated = new(
        nameof(ContentIdRepeated),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The content id '{0}' is given to {1} attachments.",
        "Give each inline attachment a content id of its own.");

    internal static readonly ErrorDefinition BodyMissing = new(
        nameof(BodyMissing),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The message has no {0}: it is empty.",
        "Give a text; look whether the variable or the column that it comes from has one.");

    internal static readonly ErrorDefinition DeliveryNotificationInvalid = new(
        nameof(DeliveryNotificationInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "-DeliveryNotification Never can't be combined with {0}.",
        "Give either Never, or any of Success, Failure and Delay.");
}
