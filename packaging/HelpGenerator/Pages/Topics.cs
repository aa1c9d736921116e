using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.HelpGenerator.Pages;

/// <summary>The about topics: the pages of that name, and the pages for readers of the repository that ship as topics too.</summary>
/// <param name="pages">The folder of the help's pages, whose parent has the other ones.</param>
internal sealed class Topics(string pages)
{
    private const string Pattern = "about_*.md";

    // Their names in the repository stay: other pages link to them.
    private static readonly Dictionary<string, string> Guides = new(StringComparer.Ordinal)
    {
        ["dkim.md"] = "about_SmtpSoar_Dkim",
        ["gmail-api.md"] = "about_SmtpSoar_GmailApi",
        ["graph-microsoft365.md"] = "about_SmtpSoar_Graph",
        ["oauth-gmail.md"] = "about_SmtpSoar_Gmail",
        ["oauth-microsoft365.md"] = "about_SmtpSoar_Microsoft365",
        ["openpgp.md"] = "about_SmtpSoar_OpenPgp",
        ["outbox.md"] = "about_SmtpSoar_Outbox",
        ["replies.md"] = "about_SmtpSoar_Replies",
        ["security.md"] = "about_SmtpSoar_Security",
        ["signing.md"] = "about_SmtpSoar_Signing",
    };

    /// <summary>Each topic's name and page.</summary>
    public IEnumerable<(string Name, string Path)> All =>
        Directory.GetFiles(pages, Pattern).Select(path => (Path.GetFileNameWithoutExtension(path), path))
            .Concat(Guides.Select(guide => (guide.Value, Path.Combine(pages, "..", guide.Key))));

    /// <summary>The topic that a link leads to, or <see langword="null"/> where it leads to none.</summary>
    public static string? Of(string address)
    {
        var file = Path.GetFileName(address.Split('#')[0]);
        return file.StartsWith("about_", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(file) : Guides.GetValueOrDefault(file);
    }
}
