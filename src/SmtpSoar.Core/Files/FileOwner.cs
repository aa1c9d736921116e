#if NET
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace SmtpSoar.Core.Files;

/// <summary>Tells whose a file is, on Unix. The framework knows it, but has no public member for it.</summary>
/// <remarks>
/// By the framework's own native library, in which the owner stands at the same place on every system: what stat of the C library
/// fills differs from one to the other.
/// </remarks>
internal static class FileOwner
{
    /// <summary>The number of root.</summary>
    internal const uint Administrator = 0;

    // Two numbers of four bytes stand before it: the flags and the mode.
    private const int OwnerOffset = 8;

    // More than any version of the framework fills.
    private const int StatusSize = 512;

    /// <summary>The number of the user that this process acts for.</summary>
    internal static uint Current => SystemNative_GetEUid();

    /// <summary>The number of the user that a file or folder belongs to, or <see langword="null"/> if it can't be told.</summary>
    internal static uint? Of(string path)
    {
        var status = new byte[StatusSize];
        try
        {
            return SystemNative_Stat(Encoding.UTF8.GetBytes(path + "\0"), status) == 0 ? BitConverter.ToUInt32(status, OwnerOffset) : null;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libSystem.Native")]
    private static extern int SystemNative_Stat(byte[] path, byte[] status);

    [DllImport("libSystem.Native")]
    private static extern uint SystemNative_GetEUid();
}
#endif
