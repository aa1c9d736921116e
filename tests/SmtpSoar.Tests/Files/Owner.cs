using System;
using System.Runtime.InteropServices;

namespace SmtpSoar.Tests.Files;

/// <summary>Gives files to a user that nobody is. Only root can do that.</summary>
internal static class Owner
{
    /// <summary>The number of that user.</summary>
    public const uint Other = 5000;

    public static bool CanChange => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static void Change(string path)
    {
        if (chown(path, Other, Other) != 0)
            throw new InvalidOperationException($"chown {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int chown(string path, uint owner, uint group);
}
