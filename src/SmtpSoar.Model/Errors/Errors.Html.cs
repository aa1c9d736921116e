namespace SmtpSoar;

public static partial class Errors
{
    /// <summary>A content id that can't stand in a header field, nor be referred to.</summary>
    internal static readonly ErrorDefinition ContentIdInvalid = new(
        nameof(ContentIdInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "The content id '{0}' can't be used: it is empty or too long, "
        + "has blanks, line breaks, quotes, parentheses, backslashes, < or > in it "
        + "or characters that are not ASCII, or is no name and no name@domain.",
        "Give it a name such as 'logo' or 'logo@example.org', and refer to it in the HTML as 'cid:logo'.");

    /// <summary>A picture that HTML shows by path, and that may not be taken, or is not there.</summary>
    internal static readonly ErrorDefinition PictureRefused = new(
        nameof(PictureRefused),
        ErrorKind.SecurityError,
        FailureHandling.Input,
        "The picture '{0}' of the HTML can't be taken from '{1}': {2}.",
        "Put the file into that folder, or name the folder that has it in -PicturePath.");

    internal static readonly ErrorDefinition PictureFolderNotFound = new(
        nameof(PictureFolderNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "There is no folder '{0}' to take pictures from.",
        "Give the folder of the pictures in -PicturePath, and not a picture.");

    /// <summary>HTML that is made to exhaust its readers.</summary>
    internal static readonly ErrorDefinition HtmlTooDeep = new(
        nameof(HtmlTooDeep),
        ErrorKind.LimitsExceeded,
        FailureHandling.Input,
        "The HTML body can't be sanitized: its elements or parentheses are nested more than {0} deep, or formatting is left open in "
        + "a great many blocks.",
        "Find out where the body comes from: no mail program writes such HTML. Remove that part of it.");

    /// <summary>HTML whose sanitizing would take far longer than its size lets expect.</summary>
    internal static readonly ErrorDefinition HtmlTooComplex = new(
        nameof(HtmlTooComplex),
        ErrorKind.LimitsExceeded,
        FailureHandling.Input,
        "The HTML body can't be sanitized: it has {0}.",
        "Divide it into several messages, attach it as a file, or find out where it comes from: no mail program writes such HTML.");
}
