using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.Protection;

/// <summary>A process of its own with the engine and the built module, which can be killed.</summary>
internal sealed class EngineProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private EngineProcess(Process process, string script)
    {
        _process = process;
        (_output, _errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(script);
        process.StandardInput.Close();
    }

    /// <summary>The manifest of the module that the build laid out.</summary>
    public static string Manifest => Path.Combine(Repository.Root, "output", "SmtpSoar", "SmtpSoar.psd1");

    /// <summary>Starts one with a script.</summary>
    public static EngineProcess Start(string script)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var probe = Path.Combine(Repository.Root, "tests", "SmtpSoar.ImportProbe", "bin", own.Parent!.Name, own.Name, "SmtpSoar.ImportProbe.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", probe])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new EngineProcess(Process.Start(start)!, script);
    }

    /// <summary>Waits for something that happens while it runs.</summary>
    public async Task WhileRunningAsync(Task happens)
    {
        var first = await Task.WhenAny(happens, _process.WaitForExitAsync()).WaitAsync(Limit);
        Assert.True(first == happens, first == happens ? "" : $"It ended by itself: {await _output} {await _errors}");
    }

    /// <summary>Ends it as a power switch would (SIGKILL).</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits for its end, and gives what it wrote.</summary>
    public async Task<string> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal("", await _errors);
        return await _output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
