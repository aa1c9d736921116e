using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace SmtpSoar.Shell.Tests;

/// <summary>Runs of Pester in the real shell.</summary>
internal static class PesterRun
{
    private static readonly Lazy<IReadOnlyList<PesterTest>> s_all = new(RunAll);

    public static string Files { get; } = Path.Combine(ShellTools.Repository, "tests", "Pester");

    /// <summary>The outcomes of all tests in tests/Pester, by each version of Pester. They run once.</summary>
    public static IReadOnlyList<PesterTest> All => s_all.Value;

    /// <summary>Runs the files in a folder, or one file.</summary>
    public static IReadOnlyList<PesterTest> Of(string version, string path, string packages)
    {
        using var shell = new ShellRun { Environment = { ["SMTPSOAR_PACKAGES"] = packages } };
        var result = Path.Combine(shell.Folder, "result.json");
        var script = Path.Combine(AppContext.BaseDirectory, "Invoke-PesterFiles.ps1");
        shell.Script(script, "-Pester", ShellTools.PesterModule(version), "-Path", path, "-Result", result);
        return [.. JsonSerializer.Deserialize<PesterTest[]>(File.ReadAllText(result))!.Select(test => test with { Version = version })];
    }

    private static PesterTest[] RunAll()
    {
        // One file tests the package: it is made of the module that was built.
        using var packing = new ShellRun();
        packing.Script(Path.Combine(ShellTools.Repository, "build.ps1"), "-Task", "Pack", "-PackageFolder", packing.Folder);
        var runs = ShellTools.PesterVersions.Select(version => Task.Run(() => Of(version, Files, packing.Folder)));
        return [.. Task.WhenAll(runs).GetAwaiter().GetResult().SelectMany(tests => tests)];
    }
}
