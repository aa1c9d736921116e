using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmtpSoar.Core.Files.User;

/// <summary>Asks Windows for the status of an open file. Windows has followed symbolic links and junctions when it opened it.</summary>
internal static class WindowsFileStatus
{
    /// <summary>The status of an open file, or <see langword="null"/> where the system does not say.</summary>
    public static FileStatus? Of(FileStream file)
    {
        // A pipe, a console, the device NUL.
        if (!file.CanSeek)
            return new(FileKind.Device, default);
        return GetFileInformationByHandle(file.SafeFileHandle, out var answer) ? Read(answer) : null;
    }

    private static FileStatus Read(Information answer)
    {
        var identity = new FileIdentity(
            answer.Volume,
            Join(answer.IndexHigh, answer.IndexLow),
            (long)Join(answer.CreatedHigh, answer.CreatedLow));
        return new(
            FileKind.Regular,
            new FileStamp((long)Join(answer.LengthHigh, answer.LengthLow), (long)Join(answer.WrittenHigh, answer.WrittenLow), identity));
    }

    private static ulong Join(uint high, uint low) => ((ulong)high << 32) | low;

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle file, out Information answer);

    /// <summary>BY_HANDLE_FILE_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Information
    {
        public uint Attributes;
        public uint CreatedLow;
        public uint CreatedHigh;
        public uint AccessedLow;
        public uint AccessedHigh;
        public uint WrittenLow;
        public uint WrittenHigh;
        public uint Volume;
        public uint LengthHigh;
        public uint LengthLow;
        public uint Links;
        public uint IndexHigh;
        public uint IndexLow;
    }
}
