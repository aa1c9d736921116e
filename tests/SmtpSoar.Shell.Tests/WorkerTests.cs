using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Shell.Tests;

/// <summary>A worker in the real shell: what comes from another process goes, and a signal ends it cleanly.</summary>
public sealed class WorkerTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ShellRun _run = new();

    private static string Module => Path.Combine(ShellTools.Repository, "output", "SmtpSoar");

    private string Mails => Path.Combine(_run.Folder, "mails");

    private string Health => Path.Combine(_run.Folder, "health.json");

    [ShellFact]
    public async Task Worker_UntilSigterm_SendsWhatComesAndLetsTheScriptGoOn()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var worker = Start("");
        await UntilAsync(worker, () => State() == "Idle");

        Accept();

        await UntilAsync(worker, () => Directory.GetFiles(Mails, "*.eml").Length == 1);
        Assert.Equal(0, kill(worker.Id, SigTerm));
        var output = await EndAsync(worker);
        Assert.Equal("Ended", State());
        Assert.Contains("success", output, StringComparison.Ordinal);
        Assert.Contains("the script goes on", output, StringComparison.Ordinal);
        Assert.Equal(0, worker.ExitCode);
    }

    [ShellFact]
    public async Task Worker_ThatIsQuiet_WritesNothingAndEndsByCtrlC()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var worker = Start("-Quiet");
        await UntilAsync(worker, () => State() == "Idle");
        Accept();
        await UntilAsync(worker, () => Directory.GetFiles(Mails, "*.eml").Length == 1);

        Assert.Equal(0, kill(worker.Id, SigInt));

        var output = await EndAsync(worker);
        Assert.Equal("Ended", State());
        Assert.DoesNotContain("success", output, StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();

    private Process Start(string parameters)
    {
        Directory.CreateDirectory(Mails);
        var script = Path.Combine(_run.Folder, "worker.ps1");
        File.WriteAllText(script, $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Module}}'
            $asset = New-SmtpAsset -PickupDirectory '{{Mails}}' -SenderAddress soar@example.org
            $null = Send-SoarEmail -Asset $asset -To a@example.org -Body x -Outbox '{{_run.Folder}}/outbox'
            Remove-Item '{{Mails}}/*.eml'
            Send-SoarOutbox '{{_run.Folder}}/outbox' -Asset $asset -Watch -HealthFile '{{Health}}' {{parameters}} | ForEach-Object Status
            'the script goes on'
            """);
        return _run.Begin(script);
    }

    // The first mail finds out that there is no such folder and is put off; the other is due at once.
    private void Accept()
    {
        var script = Path.Combine(_run.Folder, "accept.ps1");
        File.WriteAllText(script, $$"""
            Import-Module '{{Module}}'
            $away = @{ PickupDirectory = '{{script}}'; SenderAddress = 'soar@example.org'; RetryCount = 0; MaxConnections = 1 }
            'one', 'two' | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Subject = $_; Body = 'x' } } |
                Send-SoarEmail -Asset $away -Outbox '{{_run.Folder}}/outbox' -ErrorAction SilentlyContinue |
                ForEach-Object { if (-not $_.IsKept) { exit 3 } }
            exit 0
            """);
        _run.Script(script);
    }

    private string? State()
    {
        try
        {
            return (string?)JsonNode.Parse(File.ReadAllText(Health))!["state"];
        }
        catch (Exception cause) when (cause is IOException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Process worker, Func<bool> condition)
    {
        for (var limit = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
        {
            Assert.True(limit.Elapsed < Limit, "It never came true.");
            if (worker.HasExited)
                Assert.Fail(await worker.StandardOutput.ReadToEndAsync() + await worker.StandardError.ReadToEndAsync());
        }
    }

    private static async Task<string> EndAsync(Process worker)
    {
        var output = worker.StandardOutput.ReadToEndAsync();
        using var limit = new System.Threading.CancellationTokenSource(Limit);
        await worker.WaitForExitAsync(limit.Token);
        return await output;
    }

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
