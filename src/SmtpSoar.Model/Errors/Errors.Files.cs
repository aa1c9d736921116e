namespace SmtpSoar;

// Files that the user named.
public static partial class Errors
{
    internal static readonly ErrorDefinition PathInvalid = new(
        nameof(PathInvalid),
        ErrorKind.InvalidArgument,
        FailureHandling.Input,
        "'{0}' is no path of a file or folder: {1}.",
        "Check the drive, or give the full path.");

    internal static readonly ErrorDefinition FileNotFound = new(
        nameof(FileNotFound),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "The file '{0}' does not exist.",
        "Check the path.");

    internal static readonly ErrorDefinition FileIsFolder = new(
        nameof(FileIsFolder),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "'{0}' is a folder, not a file.",
        "Give the files in it, for example with Get-ChildItem -File.");

    internal static readonly ErrorDefinition FileUnreadable = new(
        nameof(FileUnreadable),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "The file '{0}' can't be read: {1}",
        "Check who may read it and whether another program has it open.");

    internal static readonly ErrorDefinition FileNotRegular = new(
        nameof(FileNotRegular),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "'{0}' is {1}, not a regular file.",
        "Write what it gives to a file, and give that file.");

    internal static readonly ErrorDefinition FileLinkBroken = new(
        nameof(FileLinkBroken),
        ErrorKind.ObjectNotFound,
        FailureHandling.Input,
        "'{0}' is a link to '{1}', which is not there.",
        "Make the link anew, or give the file itself.");

    internal static readonly ErrorDefinition FileLinkLoop = new(
        nameof(FileLinkLoop),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "The links of '{0}' lead back to themselves, or are too many.",
        "Make the links anew, or give the file itself.");

    internal static readonly ErrorDefinition FileSizeUnknown = new(
        nameof(FileSizeUnknown),
        ErrorKind.ReadError,
        FailureHandling.Input,
        "The file '{0}' does not say how long it is, and gives more than {1:N0} bytes.",
        "Copy what it gives to another file, and give that file.");
}
