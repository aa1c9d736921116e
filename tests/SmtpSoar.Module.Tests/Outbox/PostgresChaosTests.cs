using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using SmtpSoar.Module.Tests.Hosting;
using SmtpSoar.Shared.Tests;
using SmtpSoar.TestServer;
using Xunit;
using Xunit.Abstractions;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>
/// Processes that put mail into one database and processes that send it, into a server that has a bad day. They are killed and suspended at
/// random moments, their clocks are set and their leases end too soon; the database crashes and its connections are cut. The variable
/// SMTPSOAR_CHAOS is 1 by default (10 kills, 2 suspensions, 1 crash, 150 mails), and 10 for the whole proof. The moments for which the mark
/// is made do not depend on chance (<see cref="ChaosLapse"/>). SMTPSOAR_MUTANT is "mark" or "fence" for a module with that mistake, of which
/// the same checks must find doubles.
/// </summary>
public sealed class PostgresChaosTests(ITestOutputHelper output) : EngineTest
{
    private const int Accepting = 2;
    private const int Working = 3;
    private const int MostRounds = 100;
    private const int Lease = 2;

    private static readonly int Scale = int.Parse(Environment.GetEnvironmentVariable("SMTPSOAR_CHAOS") ?? "1", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("SMTPSOAR_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly string? Mutant = Environment.GetEnvironmentVariable("SMTPSOAR_MUTANT") is { Length: > 0 } name ? name : null;

    // Longer than a lease, so that others take over what a suspended process has.
    private static readonly TimeSpan Suspension = TimeSpan.FromSeconds(3);

    private readonly Random _random = new(Seed);
    private readonly List<ChaosProcess> _workers = [];
    private readonly List<ChaosLapse> _lapses = [];
    private PostgresCluster _cluster = null!;
    private readonly FaultyServer _faults = new(Seed, refuses: true);
    private SmtpTestServer _server = null!;
    private StatementProxy? _proxy;
    private int _next = Lapses * ChaosLapse.Messages;
    private int _begun;

    private static int Count => 150 * Scale;

    private static int Lapses => Math.Max(1, Scale / 2);

    // Of each process that puts mails in: a bit more than all have to, since some are killed before they are done.
    private static int Share => (Count - (Lapses * ChaosLapse.Messages)) * 5 / 4 / (Accepting + (10 * Scale * Accepting / (Accepting + Working)));

    // The module with a mistake has another way to the database.
    private string WorkAddress(int lease) =>
        Address(lease).Replace($":{_cluster.Port}/", $":{_proxy?.Port ?? _cluster.Port}/", StringComparison.Ordinal);

    private string Address(int lease) => _cluster.Address("mail", $"lease={lease}&sslmode=disable");

    [PostgresFact]
    public void Fleet_OnABadDay_LosesAndDoublesNothing()
    {
        var time = Stopwatch.StartNew();
        using var cluster = _cluster = PostgresCluster.Start(BuiltModule.Repository);
        _server = Own(_faults.Start());
        _proxy = Mutant is null ? null : Own(StatementProxy.Start(cluster.Port, Mutant));
        cluster.Sql("create database mail");
        Engine.SetVariable("box", Address(Lease));
        Engine.SetVariable("asset", Settings(_server));
        Engine.Run("$null = Initialize-SoarOutbox $box");
        try
        {
            Disturb();
        }
        finally
        {
            _workers.ForEach(worker => worker.Dispose());
            _lapses.ForEach(lapse => lapse.Dispose());
        }

        Finish();
        Check(time.Elapsed);
    }

    private void Disturb()
    {
        BeginLapse();
        for (var i = 0; i < Accepting + Working; i++)
            _workers.Add(Begin(i));
        RunLapse();
        var disturbances = Shuffled(
            [.. Enumerable.Repeat<Action>(Kill, 10 * Scale), .. Enumerable.Repeat<Action>(Suspend, 2 * Scale),
            .. Enumerable.Repeat<Action>(Crash, Math.Max(1, Scale / 2)), .. Enumerable.Repeat<Action>(CutConnections, 5 * Scale),
            .. Enumerable.Repeat<Action>(SetClock, 3 * Scale), .. Enumerable.Repeat<Action>(EndLeases, 3 * Scale),
            .. Enumerable.Repeat<Action>(Lapse, Lapses - 1)]);
        foreach (var disturb in disturbances)
        {
            Thread.Sleep(_random.Next(50, 600));
            disturb();
        }
    }

    private void BeginLapse() => _lapses.Add(new ChaosLapse(
        _cluster,
        Enumerable.Range(_lapses.Count * ChaosLapse.Messages, ChaosLapse.Messages),
        (numbers, server) => $"{Head(server, ChaosLapse.Lease)}\n$null = {Send(numbers, FaultyServer.Spared)}\n[Console]::WriteLine('done')"));

    private void Lapse()
    {
        BeginLapse();
        RunLapse();
    }

    private void RunLapse()
    {
        _faults.Gate = _lapses[^1].Gate;
        _lapses[^1].Run(_server);
    }

    private ChaosProcess Begin(int place)
    {
        var (accepts, stays) = (place < Accepting, _begun++ % 2 == 0);
        var numbers = Enumerable.Range(_next, accepts ? Math.Min(Count - _next, Share) : 0).ToList();
        _next += numbers.Count;
        return new ChaosProcess(Script(numbers, stays), stays, hasClock: place % Accepting == 1);
    }

    private void Kill()
    {
        var i = _random.Next(_workers.Count);
        var old = _workers[i];
        old.WaitForWork();
        Thread.Sleep(_random.Next(old.Stays ? 1500 : 200));
        old.Dispose();
        _workers[i] = Begin(i);
    }

    private void Suspend()
    {
        var worker = _workers[_random.Next(_workers.Count)];
        worker.WaitForWork();
        worker.Signal("STOP");
        Thread.Sleep(Suspension);
        worker.Signal("CONT");
    }

    private void Crash()
    {
        _cluster.Crash();
        _cluster.Start();
    }

    private void SetClock()
    {
        var own = _workers.Where(worker => worker.HasClock).ToList();
        own[_random.Next(own.Count)].SetClock(_random.Next(-2, 3) * 86400);
    }

    // A machine that was suspended as a whole does not know that its lease is over, since its counter stood still.
    private void EndLeases() => _cluster.Sql("update smtpsoar.owner set dead = true where not dead and random() < 0.5", "mail");

    private void CutConnections() => _cluster.Sql(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and random() < 0.7");

    private string Script(IEnumerable<int> numbers, bool stays)
    {
        var work = stays
            ? "[Console]::WriteLine('stays'); Send-SoarOutbox $box -Asset $asset -Watch | ForEach-Object { [Console]::WriteLine($_.OutboxId) }"
            : "while ($true) { Send-SoarOutbox $box -Asset $asset -Force | ForEach-Object { [Console]::WriteLine($_.OutboxId) }; "
                + "[Console]::WriteLine('round'); [Threading.Thread]::Sleep(20) }";
        return $$"""
            {{Head(_server, Lease)}}
            {{Send(numbers)}} | ForEach-Object { [Console]::WriteLine($_.OutboxId) }
            {{work}}
            """;
    }

    private string Head(SmtpTestServer server, int lease) => $$"""
        $ErrorActionPreference = 'SilentlyContinue'; $WarningPreference = 'SilentlyContinue'
        Import-Module '{{BuiltModule.Manifest}}'
        $box = '{{WorkAddress(lease)}}'
        $asset = @{ server = '{{server.Host}}'; port = {{server.Port}}; ssl_config = 'None'; sender_address = 's@example.org'; RetryCount = 0; RetryMaxDelaySec = 1 }
        """;

    private static string Send(IEnumerable<int> numbers, string recipient = "a@example.org") =>
        $"@({string.Join(",", numbers)}) | ForEach-Object {{ [pscustomobject]@{{ To = '{recipient}'; Subject = \"$_\"; Body = 'x' * 3000 }} }} | Send-SoarEmail -Asset $asset -Outbox $box";

    // Puts in what was never put in, and sends all that waits. Nobody disturbs any more, and the dead are over their leases.
    private void Finish()
    {
        var missing = Enumerable.Range(0, Count).Except(Lines("select convert_from(record, 'UTF8')::json ->> 'subject' from smtpsoar.message").Select(int.Parse)).ToList();
        output.WriteLine($"{missing.Count} were not put in before the end");
        Engine.SetVariable("missing", missing);
        Engine.Run("$asset.RetryMaxDelaySec = 1; $null = $missing | ForEach-Object { [pscustomobject]@{ To = 'a@example.org'; Subject = \"$_\"; Body = 'x' * 3000 } } | Send-SoarEmail -Asset $asset -Outbox $box -ErrorAction SilentlyContinue");
        for (var i = 0; i < MostRounds && Lines("select id from smtpsoar.queue where state in (0, 1)").Length > 0; i++)
        {
            Engine.Run("$null = Send-SoarOutbox $box -Asset $asset -Force -ErrorAction SilentlyContinue -WarningAction SilentlyContinue");
            Thread.Sleep(100);
        }
    }

    private void Check(TimeSpan time)
    {
        var sent = Lines("select convert_from(record, 'UTF8')::json ->> 'message_id' from smtpsoar.sent");
        var unknown = Lines("select convert_from(m.record, 'UTF8')::json ->> 'message_id' from smtpsoar.queue q join smtpsoar.message m using (id) where q.state = 5");
        var failed = Lines("select convert_from(m.record, 'UTF8')::json ->> 'message_id' from smtpsoar.queue q join smtpsoar.message m using (id) where q.state = 4");
        var others = Lines("select id || ' ' || state from smtpsoar.queue where state not in (4, 5)");
        var messages = _server.Messages.Concat(_lapses.SelectMany(lapse => lapse.Received)).ToList();
        var arrived = messages.GroupBy(message => Header(message.Text, "Message-ID: ")).ToDictionary(group => group.Key, group => group.Count());
        var numbers = messages.Select(message => Header(message.Text, "Subject: ")).ToHashSet();
        output.WriteLine(
            $"{Count} mails, {time.TotalSeconds:0} s: {sent.Length} sent, {failed.Length} refused, {unknown.Length} unknown, of which "
            + $"{unknown.Count(arrived.ContainsKey)} arrived; owners {_cluster.Sql("select count(*) from smtpsoar.owner", "mail")}; "
            + $"twice {arrived.Count(pair => pair.Value > 1)}; statements changed {_proxy?.Count ?? 0}");
        if (Mutant is not null)
        {
            Assert.Contains(arrived, pair => pair.Value > 1);
            return;
        }

        Assert.Empty(others);
        Assert.Empty(sent.Except(arrived.Keys));
        Assert.Empty(failed.Intersect(arrived.Keys));
        Assert.All(arrived, pair => Assert.Equal(1, pair.Value));
        Assert.Empty(arrived.Keys.Except(sent).Except(unknown));
        var subjects = Lines("select convert_from(record, 'UTF8')::json ->> 'subject' from smtpsoar.message").ToHashSet();
        Assert.Empty(Enumerable.Range(0, Count).Select(i => $"{i}").Except(subjects).Except(numbers));
        Assert.Equal(subjects.Count, sent.Length + failed.Length + unknown.Length);
    }

    private string[] Lines(string sql) => _cluster.Sql(sql, "mail").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Header(string message, string name) =>
        message.Split("\r\n").First(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))[name.Length..];

    private List<Action> Shuffled(IEnumerable<Action> actions) => actions.OrderBy(_ => _random.Next()).ToList();
}
