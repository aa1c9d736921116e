using System.Globalization;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>The sentences about what a mail has that it should not.</summary>
internal static class ReadMessages
{
    public const string HeaderUnreadable = "It has no header that can be read, or ends within one.";

    public const string Empty = "It is empty.";

    public const string HeaderMissing = "It has no header.";

    public const string MailboxLine =
        "It begins with a line of a mailbox file. If the file has several mails, they were read as one.";

    public const string SeveralTexts = "It has more than one text that could be its body: the others are among the attachments.";

    public const string Utf16 = "The file is text in UTF-16, which no mail is. It was read as UTF-8.";

    public const string PartsBesideSignature = "A signed part has more parts than content and signature: the others are not signed.";

    public const string SignedButClosed =
        "The text lies within a signature of S/MIME. With -Verify it is read.";

    public static string StaysEncrypted(string kind) => $"It is encrypted ({kind}), and stays so: give its key with -DecryptWith.";

    public static string NotDecrypted(string reason) => $"An encrypted or signed part was not opened: {reason.TrimEnd('.')}.";

    public static string SignatureOfAPart(string number) => $"A signature covers the part {number} alone, not the whole mail.";

    public static string SignaturesOverLimit(int limit) =>
        Format("The limit {0} was reached: the mail has more than {1} signatures.", nameof(ReadLimits.MaxSignatures), limit);

    public static string MultipartNotEnded(string type) => $"A part '{type}' has no end: the mail was cut off, or was never whole.";

    public static string PartUnreadable(string reason) => $"A part could not be read to its end: {reason}";

    public static string EncodingUnknown(string value) =>
        $"The transfer encoding '{Short(value)}' is not known: the content is taken as it stands.";

    public static string TextCut(int limit) => Format(
        "The limit {0} was reached: a text is longer than {1:N0} bytes, and is cut off there.", nameof(ReadLimits.MaxTextBytes), limit);

    public static string PartLeftClosed(string type, int limit) => Format(
        "The limit {0} was reached: a part '{1}' lies more than {2:N0} levels deep, and was not opened.",
        nameof(ReadLimits.MaxDepth),
        type,
        limit);

    public static string FieldRepeated(string name, int count) =>
        Format("It has {1} fields {0}: mail programs show one or the other.", name, count);

    public static string DateUnreadable(string value) => $"The date '{Short(value)}' can't be read.";

    public static string AddressesUnreadable(string field, string value) =>
        $"The addresses of {field} can't all be read: '{Short(value)}'.";

    public static string CharsetUnknown(string charset, string used) =>
        $"The charset '{Short(charset)}' is not known: a text was read as {used}.";

    public static string CharsetWrong(string charset, string used) =>
        $"A text is not in the charset that it names, {Short(charset)}: it was read as {used}.";

    public static string NameHasPath(string name) => $"An attachment's name has a path in it, which was left out: '{Short(name)}'.";

    public static string NameHasControls(string name) =>
        $"An attachment's name has control characters or turns its letters round, which were replaced: '{Short(name)}'.";

    private static string Short(string text) => ShownText.Line(text, 100);

    private static string Format(string format, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, format, arguments);
}
