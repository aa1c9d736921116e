using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Documentation;

/// <summary>A page of the documentation, by its path from the repository's folder.</summary>
internal sealed class DocumentationPage(string path)
{
    /// <summary>What follows a block whose output is shown.</summary>
    private const string Output = "text";

    private readonly string _text = File.ReadAllText(Path.Combine(BuiltModule.Repository, path)).ReplaceLineEndings("\n");

    /// <summary>Pages for people, but for those of the help, which have tests of their own.</summary>
    public static IEnumerable<string> All => ["README.md", .. Below("docs"), .. Below("docs/recipes")];

    /// <summary>Those whose blocks are run from the first to the last.</summary>
    public static IEnumerable<string> ThatRun => ["README.md", "docs/tour.md", .. Below("docs/recipes")];

    /// <summary>The blocks that a test runs, each with what the page says that it shows.</summary>
    public IReadOnlyList<(string Code, string Shown)> Runnable =>
        [.. Blocks().Zip(Blocks().Skip(1).Append(("", ""))).Where(pair => pair.First.Item1 == "powershell").Select(pair => (pair.First.Item2, pair.Second.Item1 == Output ? pair.Second.Item2 : ""))];

    /// <summary>All PowerShell.</summary>
    public IEnumerable<string> Code => Blocks().Where(block => block.Language is "powershell" or "pwsh").Select(block => block.Text);

    /// <summary>What it links to, outside of the web.</summary>
    public IEnumerable<string> Links =>
        from match in Regex.Matches(_text, @"\]\((?<target>[^)#]+)(#[^)]*)?\)")
        let target = match.Groups["target"].Value
        where !target.StartsWith("https://", StringComparison.Ordinal)
        select Path.Combine(BuiltModule.Repository, Path.GetDirectoryName(path)!, target);

    private IReadOnlyList<(string Language, string Text)> Blocks() =>
        [.. Regex.Matches(_text, @"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(match => (match.Groups["language"].Value, match.Groups["text"].Value))];

    private static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(Path.Combine(BuiltModule.Repository, folder), "*.md").Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal);
}
