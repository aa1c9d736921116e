using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>The pages that help is made of.</summary>
internal static class HelpPages
{
    public static string Folder => Path.Combine(BuiltModule.Repository, "docs", "en-US");

    /// <summary>The names of the commands that have a page.</summary>
    public static IReadOnlyList<string> Commands => Names("*-*.md");

    /// <summary>The names of the about topics.</summary>
    public static IReadOnlyList<string> Topics => Names("about_*.md");

    public static string PathOf(string name) => Path.Combine(Folder, name + ".md");

    public static string Read(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    /// <summary>What several pages have in common, by its name.</summary>
    public static string Shared(string name) => File.ReadAllText(Path.Combine(Folder, "_shared", name + ".md")).ReplaceLineEndings("\n").Trim();

    private static string[] Names(string pattern) =>
        [.. Directory.GetFiles(Folder, pattern).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];
}
