using System;
using System.IO;

namespace SmtpSoar.Core.Raw;

/// <summary>Opens message files, and names what stands in the way.</summary>
internal static class RawFile
{
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw Errors.RawFileIsFolder.With(path);

        return Try(path, OpenSeekable);
    }

    /// <summary>The file as it is now.</summary>
    public static FileStamp Stamp(string path) => Try(path, FileStamp.Of);

    public static SmtpSoarException Unreadable(string path, Exception cause) =>
        Errors.RawFileUnreadable.Because(cause, path, cause.Message);

    private static T Try<T>(string path, Func<string, T> action)
    {
        try
        {
            return action(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw Errors.RawFileMissing.Because(exception, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static FileStream OpenSeekable(string path)
    {
        // The reader has a buffer of its own, so the stream needs none.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        if (stream.CanSeek)
            return stream;

        stream.Dispose();
        throw new NotSupportedException("It is a pipe or a device.");
    }
}
