using System.IO;
#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace SmtpSoar.Core.Files;

/// <summary>Moves and names that are still there after a power cut. The framework flushes files, but not folders.</summary>
internal static class DurableFileSystem
{
    /// <summary>Moves a folder within its disk: at every moment it lies in one of the two places. The caller flushes the new one.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there any more.</exception>
    internal static void Move(string source, string destination)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
        {
            Directory.Move(source, destination);
            return;
        }
#endif
        WindowsMove.Folder(source, destination);
    }

    /// <summary>Puts a file in the place of another one: a reader sees the one or the other, whole.</summary>
    internal static void Replace(string source, string destination)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
        {
            File.Move(source, destination, overwrite: true);
            return;
        }
#endif
        WindowsMove.File(source, destination);
    }

    /// <summary>Returns when the names in this folder are on the disk. Windows' moves do that themselves.</summary>
    internal static void Flush(string folder)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
            UnixFlush(folder);
#endif
    }

    /// <summary>As <see cref="Flush"/>, for what can't be taken back any more.</summary>
    internal static void TryFlush(string folder)
    {
        try
        {
            Flush(folder);
        }
        catch (IOException)
        {
            // It is there, and will be on the disk soon.
        }
    }

#if NET
    // EBADF and EINVAL: some network file systems have nothing to flush in a folder.
    private static readonly int[] Needless = [9, 22];

    private static int CloseOnExec => System.OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    private static void UnixFlush(string folder)
    {
        var handle = open(Encoding.UTF8.GetBytes(folder + "\0"), CloseOnExec);
        if (handle < 0)
            throw Failure(folder);
        var failed = fsync(handle) != 0 && System.Array.IndexOf(Needless, Marshal.GetLastPInvokeError()) < 0;
        var failure = failed ? Failure(folder) : null;
        _ = close(handle);
        if (failure is not null)
            throw failure;
    }

    private static IOException Failure(string folder) =>
        new($"'{folder}': {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int handle);

    [DllImport("libc")]
    private static extern int close(int handle);
#endif
}
