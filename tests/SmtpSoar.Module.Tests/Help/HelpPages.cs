using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Help;

/// <summary>The pages that help is made of.</summary>
internal static class HelpPages
{
    private static readonly Dictionary<string, string> Guides = new(StringComparer.Ordinal)
    {
        ["about_SmtpSoar_Dkim"] = "dkim",
        ["about_SmtpSoar_GmailApi"] = "gmail-api",
        ["about_SmtpSoar_Graph"] = "graph-microsoft365",
        ["about_SmtpSoar_Gmail"] = "oauth-gmail",
        ["about_SmtpSoar_Microsoft365"] = "oauth-microsoft365",
        ["about_SmtpSoar_OpenPgp"] = "openpgp",
        ["about_SmtpSoar_Outbox"] = "outbox",
        ["about_SmtpSoar_Replies"] = "replies",
        ["about_SmtpSoar_Security"] = "security",
        ["about_SmtpSoar_Signing"] = "signing",
    };

    public static string Folder => Path.Combine(BuiltModule.Repository, "docs", "en-US");

    /// <summary>The names of the commands that have a page.</summary>
    public static IReadOnlyList<string> Commands => Names("*-*.md");

    /// <summary>The names of the about topics.</summary>
    public static IReadOnlyList<string> Topics => [.. Names("about_*.md").Concat(Guides.Keys).Order(StringComparer.Ordinal)];

    public static string PathOf(string name) => Path.Combine(Folder, Guides.TryGetValue(name, out var guide) ? Path.Combine("..", guide + ".md") : name + ".md");

    public static string Read(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");

    /// <summary>What several pages have in common, by its name.</summary>
    public static string Shared(string name) => File.ReadAllText(Path.Combine(Folder, "_shared", name + ".md")).ReplaceLineEndings("\n").Trim();

    private static string[] Names(string pattern) =>
        [.. Directory.GetFiles(Folder, pattern).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];
}
