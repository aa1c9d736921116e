using System.IO;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Files;

/// <summary>
/// Makes folders and files that only their owner can open. On Windows they inherit that from the user's data folder.
/// </summary>
internal static class OwnerOnly
{
    internal static void CreateFolder(string path)
    {
        try
        {
            Create(path);
        }
        catch (IOException cause) when (BrokenLink.Explain(path) is { } reason)
        {
            // The system says of such a link that a file is there already.
            throw new IOException(reason, cause);
        }
    }

    internal static FileStream OpenFile(string path, FileMode mode)
    {
#if NET
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!System.OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
#else
        return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None);
#endif
    }

    private static void Create(string path)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
        {
            CreateUnixFolder(path);
            return;
        }
#endif
        Directory.CreateDirectory(path);
    }

#if NET
    // Step by step: the framework gives the mode to the last folder only, and all users could read its parents.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void CreateUnixFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
            CreateUnixFolder(parent);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
#endif
}
