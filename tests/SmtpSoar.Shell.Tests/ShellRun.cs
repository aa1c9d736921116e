using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace SmtpSoar.Shell.Tests;

/// <summary>Runs the real shell, with a home of its own: no profile, no kept asset and no repository of this user is seen.</summary>
internal sealed class ShellRun : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public string Folder { get; } = Directory.CreateTempSubdirectory("smtpsoar-shell-").FullName;

    /// <summary>More variables of the shell's environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Runs a script to its end. Fails with what the shell wrote, where that is not success.</summary>
    public void Script(string path, params string[] arguments)
    {
        if (ShellTools.Missing is { } reason)
            throw new InvalidOperationException(reason);
        using var process = Process.Start(StartInfo(["-NoProfile", "-NonInteractive", "-File", path, .. arguments]))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExit(s_limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        if (!ended || process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(path)} {(ended ? "failed" : "did not end")}:\n{output.Result}\n{errors.Result}");
    }

    /// <summary>Starts a script, and does not wait for it.</summary>
    public Process Begin(string path, params string[] arguments) =>
        Process.Start(StartInfo(["-NoProfile", "-NonInteractive", "-File", path, .. arguments]))!;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // A process that is started in the background ignores SIGINT, and so would the shell; env of Linux gives it back.
    private ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        string[] command = [ShellTools.DotNet, ShellTools.Assembly, .. arguments];
        command = OperatingSystem.IsLinux() ? ["/usr/bin/env", "--default-signal=INT", .. command] : command;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Directory.CreateDirectory(Path.Combine(Folder, "home")).FullName;
        start.Environment["NO_COLOR"] = "1";
        foreach (var name in new[] { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "PSModulePath", "SMTPSOAR_DATA", "SMTPSOAR_VAULT" })
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
