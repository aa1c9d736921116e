using System.IO;

namespace SmtpSoar.Core.Files.User;

/// <summary>Finds what a link leads to.</summary>
internal static class LinkTarget
{
    /// <summary>The path at the end of all links, or the path itself where it is no link. Nothing need be there yet.</summary>
    /// <exception cref="IOException">The links lead back to themselves, or are too many.</exception>
    public static string Final(string path) =>
#if NET
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
#else
        (File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0 ? WindowsFinalPath.Of(path) : null) ?? path;
#endif
}
