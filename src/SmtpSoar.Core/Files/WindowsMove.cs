using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace SmtpSoar.Core.Files;

/// <summary>Moves that return when they are on the disk, as Windows has them.</summary>
internal static class WindowsMove
{
    private const int ReplaceExisting = 1;
    private const int WriteThrough = 8;

    private const int FileNotFound = 2;
    private const int PathNotFound = 3;
    private const int AccessDenied = 5;
    private const int SharingViolation = 32;

    // Windows does not move a folder while another process reads a file in it, which never takes long.
    private const int Tries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    internal static void Folder(string source, string destination) => Move(source, destination, WriteThrough);

    internal static void File(string source, string destination) => Move(source, destination, WriteThrough | ReplaceExisting);

    private static void Move(string source, string destination, int flags)
    {
        for (var left = Tries; !MoveFileEx(Long(source), Long(destination), flags); left--)
        {
            var error = Marshal.GetLastWin32Error();
            if (error is FileNotFound or PathNotFound)
                throw new DirectoryNotFoundException($"'{source}': {Words(error)}");
            if (left == 0 || error is not (AccessDenied or SharingViolation))
                throw new IOException($"'{source}': {Words(error)}");
            Thread.Sleep(Pause);
        }
    }

    private static string Words(int error) => new Win32Exception(error).Message;

    // Beyond 260 characters only with this prefix.
    private static string Long(string path) => path.Length < 240 || path.StartsWith(@"\\", StringComparison.Ordinal)
        ? path
        : @"\\?\" + path;

    [DllImport("kernel32", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string source, string destination, int flags);
}
