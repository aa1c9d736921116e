using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Core.Files.User;

/// <summary>Finds the place that a path leads to, through all links on its way.</summary>
internal static class RealPath
{
    // As many as Linux follows (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>The path without links, or <see langword="null"/> where it leads to nothing.</summary>
    /// <param name="path">A full path.</param>
    public static string? Of(string path)
    {
        var (place, links) = (Path.GetPathRoot(path)!, 0);
        var left = new Stack<string>(Steps(path).Reverse());
        while (left.Count > 0)
        {
            var next = Path.Combine(place, left.Pop());
            if (!Exists(next))
                return null;
            if (TargetOf(next) is not { } target)
            {
                place = next;
                continue;
            }

            if (++links > MaxLinks)
                return null;
            var full = Path.GetFullPath(Path.Combine(place, target));
            place = Path.GetPathRoot(full)!;
            foreach (var step in Steps(full).Reverse())
                left.Push(step);
        }

        return place;
    }

    private static IEnumerable<string> Steps(string path) =>
        path.Substring(Path.GetPathRoot(path)!.Length)
            .Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            .Where(step => step.Length > 0);

    private static bool Exists(string path) => TryGetAttributes(path) is not null;

    private static FileAttributes? TryGetAttributes(string path)
    {
        try
        {
            return File.GetAttributes(path);
        }
        catch (System.Exception cause) when (cause is IOException or System.UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? TargetOf(string path)
    {
        if ((TryGetAttributes(path) & FileAttributes.ReparsePoint) is not FileAttributes.ReparsePoint)
            return null;
#if NET
        return new FileInfo(path).LinkTarget;
#else
        return WindowsFinalPath.Of(path);
#endif
    }
}
