#if NETFRAMEWORK
using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmtpSoar.Core.Files.User;

/// <summary>Asks Windows what a link leads to, which .NET Framework does not tell.</summary>
internal static class WindowsFinalPath
{
    private const int MaxLength = 32 * 1024;
    private const uint AllShares = 7;
    private const uint OpenExisting = 3;

    // FILE_FLAG_BACKUP_SEMANTICS
    private const uint AlsoFolders = 0x02000000;
    private const string LongPath = @"\\?\";
    private const string LongNetworkPath = @"\\?\UNC\";

    /// <summary>The path of the file or folder at the end of all links, or <see langword="null"/> where the system does not say.</summary>
    public static string? Of(string path)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return null;
        using var file = CreateFileW(path, 0, AllShares, IntPtr.Zero, OpenExisting, AlsoFolders, IntPtr.Zero);
        if (file.IsInvalid)
            return null;
        var answer = new char[MaxLength];
        var length = GetFinalPathNameByHandleW(file, answer, MaxLength, 0);
        return length is > 0 and < MaxLength ? Plain(new string(answer, 0, (int)length)) : null;
    }

    private static string Plain(string path)
    {
        if (path.StartsWith(LongNetworkPath, StringComparison.Ordinal))
            return @"\\" + path.Substring(LongNetworkPath.Length);
        return path.StartsWith(LongPath, StringComparison.Ordinal) ? path.Substring(LongPath.Length) : path;
    }

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern SafeFileHandle CreateFileW(
        string name, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern uint GetFinalPathNameByHandleW(SafeFileHandle file, [Out] char[] path, uint length, uint flags);
}
#endif
