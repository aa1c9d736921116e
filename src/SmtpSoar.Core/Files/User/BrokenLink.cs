using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;

namespace SmtpSoar.Core.Files.User;

/// <summary>Finds the link on the way of a path that leads to nothing.</summary>
internal static class BrokenLink
{
    // No system opens a longer path, and each folder on the way is looked at.
    private const int MaxPath = 32 * 1024;

    /// <summary>Finds the link whose target is not there, if that is why the path leads to nothing.</summary>
    /// <param name="path">A path that leads to nothing.</param>
    /// <param name="link">The link.</param>
    /// <param name="target">Its target, as far as the system tells.</param>
    public static bool TryFind(string path, [NotNullWhen(true)] out string? link, [NotNullWhen(true)] out string? target)
    {
        (link, target) = (null, null);
        if (path.Length > MaxPath)
            return false;
        for (var place = Full(path); place is { Length: > 0 }; place = Path.GetDirectoryName(place))
        {
            if (AttributesOf(place) is not { } attributes)
                continue;
            if ((attributes & FileAttributes.ReparsePoint) == 0 || !LeadsNowhere(place))
                return false;
            (link, target) = (place, TargetOf(place));
            return true;
        }

        return false;
    }

    /// <summary>Says which link on the way of a path leads to nothing; <see langword="null"/> where none does.</summary>
    public static string? Explain(string path) =>
        TryFind(path, out var link, out var target) ? $"'{link}' is a link to '{target}', which is not there." : null;

    private static string? Full(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception cause) when (cause is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return null;
        }
    }

    // Those of the link itself.
    private static FileAttributes? AttributesOf(string place)
    {
        try
        {
            return File.GetAttributes(place);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // To the framework a link exists, wherever it leads.
    private static bool LeadsNowhere(string link)
    {
        if (FileStatus.Of(link, out var fault) is not null || fault != PathFault.None)
            return fault == PathFault.Missing;
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(link).GetEnumerator();
            entries.MoveNext();
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // It leads to a file, or to a folder of others.
            return false;
        }
    }

    private static string TargetOf(string place)
    {
#if NET
        try
        {
            return new FileInfo(place).LinkTarget ?? "?";
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
#else
        return "?";
#endif
    }
}
