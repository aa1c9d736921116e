using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Shared.Tests;
using SmtpSoar.TestServer;
using Xunit;
using Xunit.Abstractions;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>
/// Ten processes, five of them with a session, that share the limits of an asset by their outbox, counted where the mails arrive. The
/// variable SMTPSOAR_FLEET sets how many minutes it takes; 0, the default, has no minute in it, but the connections all the same.
/// </summary>
public sealed class PostgresFleetProofTests(ITestOutputHelper output) : EngineTest
{
    private const int PerMinute = 20;
    private const int MostConnections = 3;

    private static readonly int Minutes = int.Parse(Environment.GetEnvironmentVariable("SMTPSOAR_FLEET") ?? "0", CultureInfo.InvariantCulture);
    private static readonly int Processes = Minutes > 0 ? 10 : 3;

    private readonly ConcurrentQueue<long> _times = new();

    private static int Count => Math.Max(1, Minutes) * PerMinute;

    [PostgresFact]
    public async Task Processes_ThatShareAnOutbox_KeepTheLimitsTogether()
    {
        using var cluster = PostgresCluster.Start(BuiltModule.Repository);
        var server = Own(SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Mail, _ => Note()) }));
        cluster.Sql("create database mail");
        Engine.SetVariable("box", cluster.Address("mail"));
        Engine.Run("$null = Initialize-SoarOutbox $box");

        var each = (Count + Processes - 1) / Processes;
        var limit = TimeSpan.FromMinutes(Minutes + 2);
        var runs = Enumerable.Range(0, Processes).Select(i => Probe.RunAsync(Script(server, cluster.Address("mail"), each, i % 2 == 0), limit));
        var lines = (await Task.WhenAll(runs)).SelectMany(run => run).ToList();

        Assert.Equal(Processes * each, lines.Count(line => line == "success"));
        Assert.Equal(Processes * each, server.Messages.Count);
        var times = _times.Order().ToList();
        var most = times.Max(begin => times.Count(time => time >= begin && Stopwatch.GetElapsedTime(begin, time) < TimeSpan.FromSeconds(60)));
        output.WriteLine(
            $"{Processes} processes, {server.Messages.Count} mails in {Stopwatch.GetElapsedTime(times[0], times[^1]).TotalSeconds:0} s: "
            + $"{most} in the fullest minute of {PerMinute}, {server.PeakConnections} connections of {MostConnections}");
        Assert.InRange(server.PeakConnections, 1, MostConnections);
        if (Minutes > 0)
            Assert.InRange(most, 1, PerMinute);
    }

    private static string Script(SmtpTestServer server, string address, int count, bool hasSession) => $$"""
        $ErrorActionPreference = 'Stop'
        Import-Module '{{BuiltModule.Manifest}}'
        $asset = @{
            server = '{{server.Host}}'; port = {{server.Port}}; ssl_config = 'None'; sender_address = 's@example.org'
            MaxConnections = {{MostConnections}}; {{(Minutes > 0 ? $"MaxMessagesPerMinute = {PerMinute}" : "")}}; Outbox = '{{address}}'
        }
        $mails = 1..{{count}} | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Subject = "$_"; Body = 'text' } }
        if ({{(hasSession ? "$true" : "$false")}}) {
            while (-not $session) { try { $session = Connect-SmtpSession $asset } catch { if ("$_" -notlike '*have all connections*') { throw } } }
            $mails | Send-SoarEmail -Session $session | ForEach-Object { $_.Status }
            $session | Disconnect-SmtpSession
        }
        else { $mails | Send-SoarEmail -Asset $asset | ForEach-Object { $_.Status } }
        """;

    private Reply Note()
    {
        _times.Enqueue(Stopwatch.GetTimestamp());
        return Reply.Proceed;
    }
}
