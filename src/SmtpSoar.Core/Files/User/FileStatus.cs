using System.IO;
using System.Runtime.InteropServices;

namespace SmtpSoar.Core.Files.User;

/// <summary>
/// The status of a file, as the system tells it. Links are followed: <see cref="FileInfo"/> has the length and time of the link itself.
/// </summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Stamp">Its state.</param>
internal sealed record FileStatus(FileKind Kind, FileStamp Stamp)
{
    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>
    /// The status of a path, without opening it: to open a pipe would wait for a writer, and to open a device may do something.
    /// <see langword="null"/> where the path leads to nothing, or the system can only say it of open files, as Windows.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="fault">Why there is none.</param>
    public static FileStatus? Of(string path, out PathFault fault)
    {
        fault = PathFault.None;
        return IsWindows ? null : UnixFileStatus.Of(path, out fault);
    }

    /// <summary>The status of an open file: of this one, whatever its path leads to by now.</summary>
    public static FileStatus Of(FileStream file) =>
        (IsWindows ? WindowsFileStatus.Of(file) : UnixFileStatus.Of(file)) ?? OfAnySystem(file);

    // A system that we can't ask. Nothing tells which file it is, so that each change counts as one.
    private static FileStatus OfAnySystem(FileStream file) => file.CanSeek
        ? new(FileKind.Regular, new FileStamp(file.Length, File.GetLastWriteTimeUtc(file.Name).Ticks, default))
        : new(FileKind.Device, default);
}

/// <summary>Why a path leads nowhere.</summary>
internal enum PathFault
{
    /// <summary>It leads somewhere, or the system has not said.</summary>
    None,

    /// <summary>There is nothing.</summary>
    Missing,

    /// <summary>Its links go round in a circle, or are too many.</summary>
    LinkLoop,

    /// <summary>Anything else; to open the file tells.</summary>
    Other,
}
