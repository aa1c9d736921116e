using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SmtpSoar.Core.Files.User;

/// <summary>Asks Linux and macOS for a file's status, which the framework tells without the kind of file.</summary>
/// <remarks>
/// Linux: statx(2), whose structure is the same on all architectures, and which knows the time of birth. macOS: stat(2) in its form with
/// 64-bit numbers, the same on both architectures. Both structures are part of the system's binary interface.
/// </remarks>
internal static class UnixFileStatus
{
    // More than either structure has.
    private const int AnswerSize = 256;

    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicAndBirth = 0xFFF;

    private const int KindBits = 0xF000;
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int NotAFolder = 20;
    private const int LinuxNoSuchCall = 38;

    private static bool IsMac => RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    private static bool IsIntelMac => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>The status of a path, or <see langword="null"/> and the reason.</summary>
    public static FileStatus? Of(string path, out PathFault fault)
    {
        fault = PathFault.None;
        if (path.Length == 0 || path.IndexOfAny(['\0']) >= 0)
            return null;

        var answer = new byte[AnswerSize];
        if (!TryAsk(() => AskPath(Encoding.UTF8.GetBytes(path + "\0"), answer), out var error))
            fault = FaultOf(error);
        return fault == PathFault.None && error == 0 ? Read(answer) : null;
    }

    /// <summary>The status of an open file, or <see langword="null"/> where the system has no such call.</summary>
    public static FileStatus? Of(FileStream file)
    {
        var answer = new byte[AnswerSize];
        return TryAsk(() => AskHandle(file.SafeFileHandle, answer), out _) ? Read(answer) : null;
    }

    private static bool TryAsk(Func<int> ask, out int error)
    {
        try
        {
            var failed = ask() != 0;
            error = failed ? Marshal.GetLastWin32Error() : 0;
            return !failed;
        }
        catch (Exception cause) when (cause is EntryPointNotFoundException or DllNotFoundException)
        {
            error = LinuxNoSuchCall;
            return false;
        }
    }

    // A container's rules may refuse a call that they do not know.
    private static PathFault FaultOf(int error) => error switch
    {
        NoEntry or NotAFolder => PathFault.Missing,
        40 when !IsMac => PathFault.LinkLoop,
        62 when IsMac => PathFault.LinkLoop,
        NotPermitted or LinuxNoSuchCall => PathFault.None,
        _ => PathFault.Other,
    };

    private static int AskPath(byte[] path, byte[] answer)
    {
        if (!IsMac)
            return statx(CurrentFolder, path, 0, BasicAndBirth, answer);
        return IsIntelMac ? StatIntel(path, answer) : stat(path, answer);
    }

    private static int AskHandle(SafeFileHandle file, byte[] answer)
    {
        if (!IsMac)
            return Statx(file, [0], EmptyPath, BasicAndBirth, answer);
        return IsIntelMac ? FstatIntel(file, answer) : fstat(file, answer);
    }

    private static FileStatus Read(byte[] answer) => IsMac ? ReadMac(answer) : ReadLinux(answer);

    private static FileStatus ReadLinux(byte[] answer)
    {
        var volume = ((ulong)BitConverter.ToUInt32(answer, 136) << 32) | BitConverter.ToUInt32(answer, 140);
        var identity = new FileIdentity(volume, BitConverter.ToUInt64(answer, 32), Time(answer, 80));
        return new(KindOf(BitConverter.ToUInt16(answer, 28)), new FileStamp(BitConverter.ToInt64(answer, 40), Time(answer, 112), identity));
    }

    private static FileStatus ReadMac(byte[] answer)
    {
        var identity = new FileIdentity(BitConverter.ToUInt32(answer, 0), BitConverter.ToUInt64(answer, 8), Time(answer, 80));
        return new(KindOf(BitConverter.ToUInt16(answer, 4)), new FileStamp(BitConverter.ToInt64(answer, 96), Time(answer, 48), identity));
    }

    // Seconds, then nanoseconds. A sum that overflows still tells one time from another.
    private static long Time(byte[] answer, int offset) =>
        unchecked((BitConverter.ToInt64(answer, offset) * 1_000_000_000) + BitConverter.ToInt32(answer, offset + sizeof(long)));

    private static FileKind KindOf(int mode) => (mode & KindBits) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0x1000 => FileKind.Pipe,
        0xC000 => FileKind.Socket,
        _ => FileKind.Device,
    };

    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] answer);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(SafeFileHandle file, byte[] path, int flags, uint mask, byte[] answer);

    [DllImport("libc", SetLastError = true)]
    private static extern int stat(byte[] path, byte[] answer);

    [DllImport("libc", EntryPoint = "stat$INODE64", SetLastError = true)]
    private static extern int StatIntel(byte[] path, byte[] answer);

    [DllImport("libc", SetLastError = true)]
    private static extern int fstat(SafeFileHandle file, byte[] answer);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static extern int FstatIntel(SafeFileHandle file, byte[] answer);
}
