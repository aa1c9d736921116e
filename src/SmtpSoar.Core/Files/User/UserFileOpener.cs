using System;
using System.IO;

namespace SmtpSoar.Core.Files.User;

/// <summary>Opens a user's file for reading, and names what stands in the way. Links are followed, as the system does it.</summary>
internal static class UserFileOpener
{
    private const int LinkLoopOnWindows = unchecked((int)0x80070781);

    /// <summary>Opens a file that has content: no folder, and nothing that could keep the caller waiting for content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="errors">The errors for its use.</param>
    /// <param name="status">Its status.</param>
    public static FileStream Open(string path, UserFileErrors errors, out FileStatus status)
    {
        if (FileStatus.Of(path, out var fault) is { } found)
            Judge(found, path, errors);
        else if (fault == PathFault.LinkLoop)
            throw Errors.FileLinkLoop.With(path);

        var file = TryOpen(path, errors);
        status = FileStatus.Of(file);
        if (status.Kind == FileKind.Regular)
            return file;
        file.Dispose();
        throw Refusal(status, path, errors);
    }

    /// <summary>The error for a file that is there and can't be read.</summary>
    public static SmtpSoarException Unreadable(string path, UserFileErrors errors, Exception cause) =>
        errors.Unreadable.Because(cause, path, cause.Message);

    private static void Judge(FileStatus status, string path, UserFileErrors errors)
    {
        if (status.Kind != FileKind.Regular)
            throw Refusal(status, path, errors);
    }

    private static SmtpSoarException Refusal(FileStatus status, string path, UserFileErrors errors) => status.Kind == FileKind.Folder
        ? errors.IsFolder.With(path, "it is a folder.")
        : Errors.FileNotRegular.With(path, status.Kind.Describe());

    private static FileStream TryOpen(string path, UserFileErrors errors)
    {
        try
        {
            // Others may go on writing: the file's status tells whether they did. All readers have buffers of their own.
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                1,
                FileOptions.SequentialScan);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw BrokenLink.TryFind(path, out var link, out var target)
                ? Errors.FileLinkBroken.Because(cause, link, target)
                : errors.Missing.Because(cause, path);
        }
        catch (ArgumentException cause)
        {
            throw errors.Impossible.Because(cause, path, cause.Message);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Failure(path, errors, cause);
        }
    }

    // Of a folder some systems say only that access is denied.
    private static SmtpSoarException Failure(string path, UserFileErrors errors, Exception cause)
    {
        if (cause.HResult == LinkLoopOnWindows)
            return Errors.FileLinkLoop.Because(cause, path);
        return Directory.Exists(path) ? errors.IsFolder.Because(cause, path, "it is a folder.") : Unreadable(path, errors, cause);
    }
}
