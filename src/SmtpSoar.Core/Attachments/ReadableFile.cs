using System;
using System.IO;
using SmtpSoar.Core.Raw;

namespace SmtpSoar.Core.Attachments;

/// <summary>Makes sure that a file is there, is a file, and can be read.</summary>
internal static class ReadableFile
{
    /// <summary>The file as it is now.</summary>
    public static FileStamp Stamp(string path)
    {
        if (Directory.Exists(path))
            throw Errors.FileIsFolder.With(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            return FileStamp.Of(path) with { Length = file.Length };
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.FileNotFound.Because(cause, path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Errors.FileUnreadable.Because(cause, path, cause.Message);
        }
    }
}
