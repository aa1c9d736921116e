using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace SmtpSoar.Shell.Tests.Terminal;

/// <summary>The program tmux, with a server of its own for each object: nobody else's sessions are seen or ended.</summary>
internal sealed class Tmux(string folder) : IDisposable
{
    private const string Program = "tmux";

    /// <summary>Why no terminal can be driven, or null.</summary>
    public static string? Missing { get; } = IsInstalled() ? null : "No terminal: tmux is not installed.";

    /// <summary>Runs a command of tmux, and returns what it writes.</summary>
    public string Run(params string[] arguments)
    {
        if (Missing is { } reason)
            throw new InvalidOperationException(reason);
        using var process = Process.Start(StartInfo(arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)}: {errors.Result}");
    }

    public void Dispose()
    {
        using var process = Process.Start(StartInfo(["kill-server"]))!;
        process.WaitForExit();
    }

    private static bool IsInstalled() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(path => path.Length > 0 && File.Exists(Path.Combine(path, Program)));

    private ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, ["-f", "/dev/null", "-S", Path.Combine(folder, "tmux"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("TMUX");
        start.Environment["LANG"] = "C.UTF-8";
        return start;
    }
}
