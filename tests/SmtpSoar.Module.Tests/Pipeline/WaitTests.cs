using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Pipeline;

/// <summary>The signs that a person sees while a command waits, in PowerShell's own streams.</summary>
public sealed class WaitTests : EngineTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Test-SmtpAsset $asset -Verbose", nameof(Step.Connect))]
    [InlineData("Send-SoarEmail a@example.org s b -Asset $asset -Verbose", nameof(Step.EndOfData))]
    [InlineData("Connect-SmtpSession $asset -Verbose", nameof(Step.Ehlo))]
    public async Task SilentServer_Progress_SaysWhatIsWaitedForAndHowLong(string script, string step)
    {
        var gate = new TaskCompletionSource();
        var scripted = (Step)typeof(Step).GetProperty(step)!.GetValue(null)!;
        var server = StartServer(new ServerOptions { Script = new Script().On(scripted, Reply.WaitFor(gate.Task)) });

        var running = Engine.Start(script);
        await UntilAsync(() => Engine.Streams.Progress.Count > 0);
        gate.SetResult();
        await UntilAsync(() => running.IsCompleted);

        var shown = Engine.Streams.Progress[0];
        Assert.Equal("Waiting", shown.Activity);
        Assert.Equal($"for {server.Host} (port {server.Port}) to answer", shown.StatusDescription);
        Assert.InRange(shown.SecondsRemaining, 90, 100);
        Assert.Contains(Engine.Streams.Verbose, line => line.Message.StartsWith("Waiting for", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Send-SoarRawEmail -Path $folder/*.eml -Asset $asset")]
    [InlineData("$away = $asset.Clone(); $away.port = 1; $null = 1..30 | ForEach-Object { [pscustomobject]@{ To = \"u$_@example.org\"; Body = 'x' } } | Send-SoarEmail -Asset $away -Outbox $folder/box -ErrorAction SilentlyContinue; Send-SoarOutbox $folder/box -Asset $asset -Force")]
    public void KnownCount_Progress_HasATotalAndAPercentage(string script)
    {
        const int Count = 30;
        for (var i = 0; i < Count; i++)
            Folder.Write($"{i:00}.eml", "From: a@example.org\r\nTo: b@example.org\r\n\r\nx\r\n");
        StartServer(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.Delay(TimeSpan.FromMilliseconds(100))) });

        Engine.Try("$asset.MaxConnections = 1; " + script);

        var shown = Engine.Streams.Progress.Where(record => record.Activity == "Sending mail" && record.PercentComplete > 0).ToList();
        Assert.NotEmpty(shown);
        Assert.All(shown, record => Assert.Contains($"of {Count} done", record.StatusDescription, StringComparison.Ordinal));
        Assert.All(shown, record => Assert.InRange(record.PercentComplete, 1, 100));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new System.Threading.CancellationTokenSource(Limit);
        while (!condition())
            await Task.Delay(20, limit.Token);
    }
}
