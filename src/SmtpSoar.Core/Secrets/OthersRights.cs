#if NET
using System.IO;
#endif

namespace SmtpSoar.Core.Secrets;

/// <summary>
/// Looks whether other users have rights that they must not have. On Unix only: Windows keeps others out of a user's
/// folders by itself, and what lies there is encrypted with the user's login.
/// </summary>
internal static class OthersRights
{
    /// <summary>Refuses a folder in which others could exchange what is in it.</summary>
    internal static void RefuseWriting(string folder)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
            Refuse(folder, File.GetUnixFileMode(folder), UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
#endif
    }

    /// <summary>Refuses a folder or file of which others have anything at all.</summary>
    internal static void RefuseAny(string path)
    {
#if NET
        if (!System.OperatingSystem.IsWindows())
            Refuse(path, File.GetUnixFileMode(path), Others);
#endif
    }

#if NET
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static void Refuse(string path, UnixFileMode rights, UnixFileMode refused)
    {
        if ((rights & refused) != 0)
            throw Errors.StoreRightsTooWide.With(path, System.Convert.ToString((int)rights, 8));
    }
#endif
}
