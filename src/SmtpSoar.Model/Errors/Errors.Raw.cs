namespace SmtpSoar;

// Raw mail. {0} is what the message came from: "The raw email", or "The file '...'".
public static partial class Errors
{
    internal static readonly ErrorDefinition RawEmailEmpty = new(
        nameof(RawEmailEmpty), ErrorKind.InvalidArgument, FailureHandling.Input,
        "{0} is empty.",
        "Give a whole message: its header fields, an empty line, its body.");

    internal static readonly ErrorDefinition RawTextIsPath = new(
        nameof(RawTextIsPath), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The raw email is no message but the path of a file: '{0}'.",
        "Give the path as -Path, or pipe the file: Get-Item FILE | Send-SoarRawEmail. Export-SoarEmail takes it as -RawPath.");

    internal static readonly ErrorDefinition RawTextIsVaultFile = new(
        nameof(RawTextIsVaultFile), ErrorKind.InvalidArgument, FailureHandling.Input,
        "The raw email is no message but the name of a vault file: '{0}'.",
        "Give the vault file as -VaultFile, or pipe it: Get-SoarVaultFile ID | Send-SoarRawEmail. Export-SoarEmail takes its Path as "
        + "-RawPath.");

    internal static readonly ErrorDefinition RawBreaksMixed = new(
        nameof(RawBreaksMixed), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has its line breaks typed as \\n, and ends in more than one line break of its own.",
        "Take the line breaks off its end: $text.TrimEnd(). Or write each typed \\n as a line break of its own.");

    internal static readonly ErrorDefinition RawHeaderMissing = new(
        nameof(RawHeaderMissing), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has no header field before its first empty line.",
        "A message begins with fields such as 'From: sender@example.org' and 'To: receiver@example.org'; then come an empty line and "
        + "the body.");

    internal static readonly ErrorDefinition RawHeaderEndMissing = new(
        nameof(RawHeaderEndMissing), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} ends within its header: no empty line separates the header from a body.",
        "Put an empty line after the last header field, also where the body is empty; if the message was cut off, get it whole.");

    internal static readonly ErrorDefinition RawHeaderTooLong = new(
        nameof(RawHeaderTooLong), ErrorKind.LimitsExceeded, FailureHandling.Input,
        "{0} has a header of more than {1} bytes.",
        "Check that it is a mail message and that an empty line ends its header.");

    internal static readonly ErrorDefinition RawHeaderFolded = new(
        nameof(RawHeaderFolded), ErrorKind.LimitsExceeded, FailureHandling.Input,
        "{0} has more than {1} lines in a row that begin with a blank, more than the header of a part may be folded over.",
        "Put such text into an attachment, or give the message as a file with -Path.");

    internal static readonly ErrorDefinition RawFieldInvalid = new(
        nameof(RawFieldInvalid), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has a line in its header that is no header field: line {1}, '{2}'.",
        "Write each field as 'Name: value', begin each further line of a field with a blank, and put an empty line between header "
        + "and body.");

    internal static readonly ErrorDefinition RawNulFound = new(
        nameof(RawNulFound), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has a NUL character in its {1}, which mail can't carry.",
        "If it is text in UTF-16, save it as UTF-8 or ASCII; if it holds binary data, encode that as base64.");

    internal static readonly ErrorDefinition RawTextInvalid = new(
        nameof(RawTextInvalid), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has half a character (a lone surrogate, U+{1:X4}), which no encoding can carry.",
        "Look for text that was cut within a character such as an emoji, and cut it elsewhere.");

    internal static readonly ErrorDefinition RawTextUtf16 = new(
        nameof(RawTextUtf16), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} is text in UTF-16, which mail can't carry.",
        "Save the file without conversion, or as UTF-8 or ASCII.");

    internal static readonly ErrorDefinition RawContentTypeInvalid = new(
        nameof(RawContentTypeInvalid), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has characters beyond ASCII in its body, and its Content-Type '{1}' can't be understood.",
        "Write it as 'Content-Type: text/plain; charset=utf-8', or leave the field out.");

    internal static readonly ErrorDefinition RawCharsetUnknown = new(
        nameof(RawCharsetUnknown), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} names the charset '{1}', in which text can't be written here.",
        "Use 'charset=utf-8', or give the message as a file with -Path: a file's bytes are sent as they are.");

    internal static readonly ErrorDefinition RawCharsetTooSmall = new(
        nameof(RawCharsetTooSmall), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has a character (U+{1:X4}) that its charset '{2}' does not have.",
        "Use 'charset=utf-8', which has every character.");

    internal static readonly ErrorDefinition RawPartCharsetDiffers = new(
        nameof(RawPartCharsetDiffers), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has a part with characters beyond ASCII whose charset is '{1}'; a message of several parts given as text is sent as UTF-8.",
        "Name 'charset=utf-8' in that part, or give the message as a file with -Path: a file's bytes are sent as they are.");

    internal static readonly ErrorDefinition RawTransferEncodingContradicts = new(
        nameof(RawTransferEncodingContradicts), ErrorKind.InvalidData, FailureHandling.Input,
        "{0} has characters beyond ASCII in text whose Content-Transfer-Encoding is '{1}'.",
        "Encode that text so, or write 'Content-Transfer-Encoding: 8bit', or leave the field out.");

    internal static readonly ErrorDefinition RawFileMissing = new(
        nameof(RawFileMissing), ErrorKind.ObjectNotFound, FailureHandling.Input,
        "There is no file '{0}'.",
        "Check the path, and that this account may see the folder.");

    internal static readonly ErrorDefinition RawFileIsFolder = new(
        nameof(RawFileIsFolder), ErrorKind.InvalidArgument, FailureHandling.Input,
        "'{0}' is a folder, not a message file.",
        "Give the files in it one by one, for instance from Get-ChildItem.");

    internal static readonly ErrorDefinition RawFileUnreadable = new(
        nameof(RawFileUnreadable), ErrorKind.ReadError, FailureHandling.Input,
        "The file '{0}' can't be read: {1}",
        "Check its permissions, and that no other program keeps it open.");

    internal static readonly ErrorDefinition RawFileChanged = new(
        nameof(RawFileChanged), ErrorKind.ReadError, FailureHandling.Input,
        "The file '{0}' changed while it was being read, so the message was given up before its end.",
        "Send it again when nothing writes to it any more.");
}
