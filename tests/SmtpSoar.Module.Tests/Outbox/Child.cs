using System;
using System.Diagnostics;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>A process with the engine and the module that sends until it is killed.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process = Process.Start(Probe.StartInfo())!;
    private readonly Task<string> _errors;

    public Child(string script)
    {
        _errors = _process.StandardError.ReadToEndAsync();
        _process.StandardInput.Write(script);
        _process.StandardInput.Close();
    }

    /// <summary>Lets it write some lines and go on for a while, and then ends it as a power switch would.</summary>
    public async Task KillAsync(int lines, TimeSpan later)
    {
        for (var i = 0; i <= lines; i++)
            if (await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit) is null)
                throw new InvalidOperationException("It ended by itself: " + await _errors);
        await Task.Delay(later);
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until something has happened elsewhere, and then ends it as a power switch would.</summary>
    public async Task KillAsync(Task happened)
    {
        if (await Task.WhenAny(happened, _process.WaitForExitAsync()).WaitAsync(Limit) != happened)
            throw new InvalidOperationException("It ended by itself: " + await _errors);
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
