using System;
using System.IO;

namespace SmtpSoar.Core.Vault;

/// <summary>A file to be added, whose failures name it and not the vault.</summary>
internal static class SourceFile
{
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.VaultSourceNotFound.Because(exception, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, exception);
        }
    }

    internal static SmtpSoarException Unreadable(string path, Exception exception) =>
        Errors.VaultSourceUnreadable.Because(exception, path, Reason(path, exception));

    // "Access denied" is what the system says of a folder.
    private static string Reason(string path, Exception exception) =>
        Directory.Exists(path) ? "it is a folder." : exception.Message;
}
