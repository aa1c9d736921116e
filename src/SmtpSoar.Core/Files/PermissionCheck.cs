using System;
#if NET
using System.IO;
#endif

namespace SmtpSoar.Core.Files;

/// <summary>
/// Looks whether other users have rights that they must not have. On Unix only: Windows keeps others out of a user's
/// folders by itself, and what lies there is encrypted with the user's login.
/// </summary>
internal static class PermissionCheck
{
    /// <summary>Refuses a folder in which others could exchange what is in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="error">The error: {0} is the folder, {1} its rights.</param>
    internal static void RefuseWriting(string folder, ErrorDefinition error)
    {
#if NET
        if (!OperatingSystem.IsWindows())
            Refuse(folder, File.GetUnixFileMode(folder), UnixFileMode.GroupWrite | UnixFileMode.OtherWrite, error);
#endif
    }

    /// <summary>
    /// As <see cref="RefuseWriting"/>, but for a folder in which no user can exchange files of others, such as the system's temporary
    /// one.
    /// </summary>
    internal static void RefuseWritingUnlessSticky(string folder, ErrorDefinition error)
    {
#if NET
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & UnixFileMode.StickyBit) == 0)
            RefuseWriting(folder, error);
#endif
    }

    /// <summary>Refuses a folder to which all users may write. A group may be this user's own.</summary>
    internal static void RefuseEverybodyUnlessSticky(string folder, ErrorDefinition error)
    {
#if NET
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & UnixFileMode.StickyBit) == 0)
            Refuse(folder, File.GetUnixFileMode(folder), UnixFileMode.OtherWrite, error);
#endif
    }

    /// <summary>Refuses a folder or file of which others have anything at all.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="error">Gives the error, which takes milliseconds to make the first time.</param>
    internal static void RefuseAny(string path, Func<ErrorDefinition> error)
    {
#if NET
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            Refuse(path, File.GetUnixFileMode(path), Others, error());
#endif
    }

    /// <summary>Tells of rights to a secret file that are too wide. A group may read one of the administrator's.</summary>
    /// <returns>The rights as a number, or <see langword="null"/> if they are well.</returns>
    internal static string? WideRights(string path)
    {
#if NET
        if (OperatingSystem.IsWindows())
            return null;
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var refused = FileOwner.Of(file) == FileOwner.Administrator ? Others & ~UnixFileMode.GroupRead : Others;
        var rights = File.GetUnixFileMode(file);
        return (rights & refused) == 0 ? null : Convert.ToString((int)rights, 8);
#else
        return null;
#endif
    }

    /// <summary>
    /// Refuses a folder or file that belongs to another user, who can change it at any time. The system's administrator can in any
    /// case.
    /// </summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="error">The error: {0} is the path, {1} the other user's number.</param>
    internal static void RefuseOtherOwner(string path, ErrorDefinition error)
    {
#if NET
        if (!OperatingSystem.IsWindows()
            && FileOwner.Of(path) is { } owner
            && owner != FileOwner.Administrator
            && owner != FileOwner.Current)
            throw error.With(path, owner);
#endif
    }

#if NET
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static void Refuse(string path, UnixFileMode rights, UnixFileMode refused, ErrorDefinition error)
    {
        if ((rights & refused) != 0)
            throw error.With(path, Convert.ToString((int)rights, 8));
    }
#endif
}
