namespace SmtpSoar;

// Files that the user named.
public static partial class Errors
{
    internal static readonly ErrorDefinition PathInvalid = new(
        nameof(PathInvalid),
        ErrorKind.InvalidArgument,
        "'{0}' is no path of a file or folder: {1}.",
        "Check the drive, or give the full path.");

    internal static readonly ErrorDefinition FileNotFound = new(
        nameof(FileNotFound),
        ErrorKind.ObjectNotFound,
        "The file '{0}' does not exist.",
        "Check the path.");

    internal static readonly ErrorDefinition FileIsFolder = new(
        nameof(FileIsFolder),
        ErrorKind.ReadError,
        "'{0}' is a folder, not a file.",
        "Give the files in it, for example with Get-ChildItem -File.");

    internal static readonly ErrorDefinition FileUnreadable = new(
        nameof(FileUnreadable),
        ErrorKind.ReadError,
        "The file '{0}' can't be read: {1}",
        "Check who may read it and whether another program has it open.");
}
