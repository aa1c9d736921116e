using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Tests.House;

/// <summary>The sources of the module, for tests that keep its house in order.</summary>
internal static class Sources
{
    /// <summary>The folders of the sources, by their path below the repository, with a slash between names.</summary>
    public static IReadOnlyList<IGrouping<string, string>> Folders { get; } =
        [.. All().GroupBy(file => Below(Path.GetDirectoryName(file)!)).OrderBy(folder => folder.Key, StringComparer.Ordinal)];

    /// <summary>The path of a file or folder below the repository.</summary>
    public static string Below(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    /// <summary>All files, without what builds leave beside them.</summary>
    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Below(file).Split('/').Any(part => part is "bin" or "obj"));
}
