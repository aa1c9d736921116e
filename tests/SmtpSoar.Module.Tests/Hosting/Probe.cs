using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Module.Tests.Hosting;

/// <summary>A fresh process with the engine, where nothing has been loaded by another test.</summary>
public static class Probe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a script there and gives the lines that it writes.</summary>
    /// <exception cref="InvalidOperationException">Something went wrong in the script.</exception>
    public static Task<IReadOnlyList<string>> RunAsync(string script) => RunAsync(script, Limit);

    /// <summary>As <see cref="RunAsync(string)"/>, where many run at once.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string script, TimeSpan within)
    {
        using var process = Process.Start(StartInfo())!;
        using var limit = new CancellationTokenSource(within);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.StandardInput.WriteAsync(script.AsMemory(), limit.Token);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if ((await errors).Length > 0)
            throw new InvalidOperationException(await errors);
        return (await output).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>How such a process is started. It takes its script by standard input.</summary>
    internal static ProcessStartInfo StartInfo()
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new ProcessStartInfo(host, ["exec", PathOfProbe()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    // Beside the folder of these tests, built with the same configuration.
    private static string PathOfProbe()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(BuiltModule.Repository, "tests", "SmtpSoar.ImportProbe", "bin", own.Parent!.Name, own.Name, "SmtpSoar.ImportProbe.dll");
    }
}
