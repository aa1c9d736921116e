using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Tests;

/// <summary>The folder with the solution, for tests that compare its files with what was built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path])).ReplaceLineEndings("\n");

    /// <summary>The sources of all tests, without what builds leave beside them.</summary>
    public static IEnumerable<string> TestSources() =>
        Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmtpSoar.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution's folder.");
        return folder.FullName;
    }
}
