using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

namespace SmtpSoar.Shell.Tests;

/// <summary>The steps that install the module, as the pages have them.</summary>
public sealed class InstallTests : IDisposable
{
    private const string Modules = "/usr/local/share/powershell/Modules";

    private readonly ShellRun _run = new();

    [ShellFact]
    public void Readme_StepThatInstalls_LetsTheShellImportTheModuleByItsName()
    {
        var script = Path.Combine(_run.Folder, "install.ps1");
        File.WriteAllText(script, $"""
            $ErrorActionPreference = 'Stop'
            Set-Location '{ShellTools.Repository}'
            1..2 | ForEach-Object {"{"}
            {Block("README.md", "```pwsh", "Copy-Item output/SmtpSoar")}
            {"}"}
            Set-Location '{_run.Folder}'
            Import-Module SmtpSoar
            $base = (Get-Module SmtpSoar).ModuleBase
            if ($base -ne (Join-Path $modules SmtpSoar) -or -not $base.StartsWith('{_run.Folder}')) {"{"} throw $base {"}"}
            if (Test-Path $base/SmtpSoar) {"{"} throw 'It is there twice.' {"}"}
            """);

        _run.Script(script);
    }

    [ShellFact]
    public void LinuxRecipe_StepThatInstalls_MakesTheFolderThatIsNotThere()
    {
        if (OperatingSystem.IsWindows())
            return;
        var root = Path.Combine(_run.Folder, "usr local");
        var commands = Block("docs/recipes/scheduled-linux.md", "```shell", "sudo cp -r").Split('\n')
            .Where(line => line.StartsWith("sudo ", StringComparison.Ordinal))
            .Select(line => line["sudo ".Length..].Replace(Modules, $"'{root}/share/powershell/Modules'", StringComparison.Ordinal));

        var start = new ProcessStartInfo("sh", ["-e", "-c", string.Join('\n', commands)]) { WorkingDirectory = ShellTools.Repository };
        using var shell = Process.Start(start)!;
        shell.WaitForExit();

        Assert.Equal(0, shell.ExitCode);
        Assert.True(File.Exists(Path.Combine(root, "share", "powershell", "Modules", "SmtpSoar", "SmtpSoar.psd1")));
    }

    public void Dispose() => _run.Dispose();

    private static string Block(string page, string fence, string mark) => File.ReadAllText(Path.Combine(ShellTools.Repository, page))
        .Split(fence + "\n")
        .Skip(1)
        .Select(block => block.Split("\n```")[0])
        .Single(block => block.Contains(mark, StringComparison.Ordinal));
}
