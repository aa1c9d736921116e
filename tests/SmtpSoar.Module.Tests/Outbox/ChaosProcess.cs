using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>A process that works until it is killed. It may have a clock of its own, which can be set while it runs.</summary>
internal sealed class ChaosProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly string _clock = Path.GetTempFileName();
    private readonly ManualResetEventSlim _works = new();

    public ChaosProcess(string script, bool stays, bool hasClock)
    {
        (Stays, HasClock) = (stays, hasClock);
        _process = Process.Start(StartInfo())!;
        _process.OutputDataReceived += (_, line) => _works.Set();
        _process.BeginOutputReadLine();
        _ = _process.StandardError.ReadToEndAsync();
        _process.StandardInput.Write(script);
        _process.StandardInput.Close();
    }

    /// <summary>Whether it is a worker that stays.</summary>
    public bool Stays { get; }

    /// <summary>Whether it has a clock of its own. That costs it seconds.</summary>
    public bool HasClock { get; }

    /// <summary>Waits until it has sent something, or looked for something to send.</summary>
    public void WaitForWork() => Assert.True(_works.Wait(Limit));

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Sets its clock, as a person or a wrong server of time might.</summary>
    /// <param name="seconds">How far from the true time.</param>
    public void SetClock(int seconds) => File.WriteAllText(_clock, seconds < 0 ? $"{seconds}" : $"+{seconds}");

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _works.Dispose();
        File.Delete(_clock);
    }

    // libfaketime replaces the C library's clock. Timers and counters stay true, as they do when a machine's date is set.
    private ProcessStartInfo StartInfo()
    {
        var start = Probe.StartInfo();
        SetClock(0);
        if (!HasClock)
            return start;
        start.Environment["LD_PRELOAD"] = Library();
        start.Environment["FAKETIME_TIMESTAMP_FILE"] = _clock;
        start.Environment["FAKETIME_CACHE_DURATION"] = "1";
        start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        return start;
    }

    private static string Library() =>
        Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime/libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("libfaketime is missing: run tests/servers/install.sh");
}
