using System.IO;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Refuses an outbox to which other users could add messages, or in whose place they could put another one.</summary>
/// <remarks>
/// Its own folders must be closed to a group too. The folder around it may be open to one: such are the homes of systems that give
/// each user a group, and the volumes of containers. A folder that a member of the group puts in the outbox's place belongs to that
/// member, and is refused for that.
/// </remarks>
internal static class OutboxGuard
{
    /// <summary>Checks what is there of an outbox.</summary>
    /// <exception cref="SmtpSoarException">Others have rights that they must not have.</exception>
    internal static void Check(OutboxLayout layout)
    {
        CheckFolder(layout.Root);
        foreach (var folder in layout.Folders)
            CheckFolder(folder);
        if (Parent(layout.Root) is { Length: > 0 } parent && Directory.Exists(parent))
            PermissionCheck.RefuseEverybodyUnlessSticky(parent, Errors.OutboxRightsTooWide);
    }

    /// <summary>Checks a message's folder, or a file in it.</summary>
    /// <exception cref="SmtpSoarException">It belongs to another user.</exception>
    internal static void CheckOwner(string path) => PermissionCheck.RefuseOtherOwner(path, Errors.OutboxOwnerForeign);

    /// <summary>The folder that an outbox lies in.</summary>
    internal static string? Parent(string root) =>
        Path.GetDirectoryName(root.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar));

    private static void CheckFolder(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        CheckOwner(folder);
        PermissionCheck.RefuseWritingUnlessSticky(folder, Errors.OutboxRightsTooWide);
    }
}
