using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.TestServer;
using Xunit;
using Xunit.Abstractions;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>
/// Two processes at a time send through one outbox into a server that has a bad day, and are killed at random moments. The
/// variable SMTPSOAR_KILLS sets how often: 20 by default, 200 for the whole proof; ten messages go through for each.
/// </summary>
public sealed class KillProofTests(ITestOutputHelper output) : EngineTest
{
    private const int MessagesPerKill = 10;
    private const int AtOnce = 2;
    private const int MostRounds = 200;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("SMTPSOAR_KILLS") ?? "20", CultureInfo.InvariantCulture);
    private static readonly int Count = Kills * MessagesPerKill;
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("SMTPSOAR_SEED") ?? "1", CultureInfo.InvariantCulture);

    private readonly Random _random = new(Seed);
    private SmtpTestServer _server = null!;

    private string Box => Folder["the outbox"];

    [Fact]
    public async Task Killed_AtRandomMoments_NothingIsLostHalfOrDoubled()
    {
        var time = Stopwatch.StartNew();
        _server = Own(new FaultyServer(Seed).Start());
        for (var kills = 0; kills < Kills; kills += AtOnce)
            await RoundAsync(Kills - kills, "Send-SoarOutbox $box -Asset $asset -Force");
        FinishQueue("");

        var killed = Leftover.Read(Box);
        var arrived = Arrived();
        Report($"{Count} messages, {Kills} kills, {time.Elapsed.TotalSeconds:0} s: {arrived.Count} arrived, {CountOf(killed, "sent")} sent, {CountOf(killed, "unknown")} unknown, of which {Count - arrived.Count} had not arrived");
        Assert.Equal(Enumerable.Range(0, Count), killed.Select(entry => entry.Number).Order());
        Assert.All(arrived, pair => Assert.Single(pair.Value));
        Assert.All(killed, entry => Assert.Contains(entry.State, new[] { "sent", "unknown" }));
        Assert.All(killed.Where(entry => entry.State == "sent"), entry => Assert.Equal(entry.Sha256, arrived[entry.Number][0]));
        Assert.Contains(killed, entry => entry.State == "unknown");

        for (var kills = 0; kills < Math.Max(Kills / 10, AtOnce); kills += AtOnce)
            await RoundAsync(0, "Send-SoarOutbox $box -Asset $asset -Force -ResendUnknown");
        FinishQueue("-ResendUnknown");

        var all = Leftover.Read(Box);
        arrived = Arrived();
        var twice = arrived.Where(pair => pair.Value.Count > 1).Select(pair => pair.Key).ToHashSet();
        Report($"after -ResendUnknown: {arrived.Count} arrived, {twice.Count} of them more than once, {all.Count(entry => entry.Resent)} marked as sent again");
        Assert.Equal(Count, arrived.Count);
        Assert.All(all, entry => Assert.Equal("sent", entry.State));
        Assert.Subset(all.Where(entry => entry.Resent).Select(entry => entry.Number).ToHashSet(), twice);
        Assert.All(all, entry => Assert.All(arrived[entry.Number], digest => Assert.Equal(entry.Sha256, digest)));
        Leftover.AssertClean(Box);
    }

    // Two processes: each sends its part of what was not accepted yet, and then whatever lies in the outbox.
    private async Task RoundAsync(int killsLeft, string outbox)
    {
        var missing = Enumerable.Range(0, Count).Except(Leftover.Numbers(Box)).ToList();
        var share = killsLeft == 0 ? 0 : Math.Min((missing.Count + killsLeft - 1) / killsLeft, missing.Count / AtOnce + 1);
        var children = Enumerable.Range(0, AtOnce).Select(i => new Child(Script(missing.Skip(i * share).Take(share), outbox))).ToList();
        try
        {
            await Task.WhenAll(children.Select(child => child.KillAsync(Next(2 * share), TimeSpan.FromMilliseconds(Next(60)))));
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    private string Script(IEnumerable<int> numbers, string outbox)
    {
        var retries = Next(5) == 0 ? 1 : 0;
        var send = $"@({string.Join(",", numbers)}) | ForEach-Object {{ [pscustomobject]@{{ To = 'a@example.org'; Subject = \"$_\"; Body = 'x' * 3000 }} }} | Send-SoarEmail -Asset $asset -Outbox $box -ErrorAction SilentlyContinue";
        var take = $"{outbox} -ErrorAction SilentlyContinue";
        var first = Next(2) == 0 ? take : "";
        return $$"""
            Import-Module '{{BuiltModule.Manifest}}'
            $box = '{{Box}}'
            $asset = @{ server = '{{_server.Host}}'; port = {{_server.Port}}; ssl_config = 'None'; sender_address = 's@example.org'; RetryCount = {{retries}}; RetryMaxDelaySec = 1 }
            [Console]::WriteLine('ready')
            & { {{first}}; {{send}} } | ForEach-Object { [Console]::WriteLine($_.OutboxId) }
            while ($true) { {{take}}; [Console]::WriteLine('round'); [Threading.Thread]::Sleep(10) }
            """;
    }

    // What is left once nobody is killed any more.
    private void FinishQueue(string how)
    {
        var missing = Enumerable.Range(0, Count).Except(Leftover.Numbers(Box)).ToList();
        Report($"{missing.Count} were not accepted before the last kill");
        Engine.SetVariable("asset", Settings(_server));
        Engine.SetVariable("box", Box);
        Engine.SetVariable("missing", missing);
        Engine.Run("$asset.RetryMaxDelaySec = 1; $missing | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Subject = \"$_\"; Body = 'x' * 3000 } } | Send-SoarEmail -Asset $asset -Outbox $box -ErrorAction SilentlyContinue");
        var waiting = how.Length == 0 ? "Waiting" : "Waiting, Unknown";
        Engine.Run($"for ($i = 0; $i -lt {MostRounds} -and @(Get-SoarOutbox $box -State {waiting}); $i++) {{ Send-SoarOutbox $box -Asset $asset -Force {how} -ErrorAction SilentlyContinue -WarningAction SilentlyContinue }}");
        Assert.Empty(Engine.Run($"Get-SoarOutbox $box -State {waiting}, Failed"));
    }

    private Dictionary<int, List<string>> Arrived() => _server.Messages
        .GroupBy(message => Number(message.Text))
        .ToDictionary(group => group.Key, group => group.Select(message => message.Sha256).ToList());

    private static int Number(string message) => int.Parse(message.Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))[9..], CultureInfo.InvariantCulture);

    private int Next(int limit) => limit == 0 ? 0 : _random.Next(limit);

    private static int CountOf(IEnumerable<Leftover> entries, string state) => entries.Count(entry => entry.State == state);

    private void Report(string line) => output.WriteLine(line);
}
