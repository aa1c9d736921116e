using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Shared.Tests;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Module.Tests.Outbox;

/// <summary>
/// Two processes at the two moments for which the mark is made, each with a server of its own that holds it there. One sleeps with messages
/// that it has taken and not marked, like a machine that was suspended as a whole; others take them over and send them, and it wakes up. The
/// other one dies between the last byte of a message and the reply. A module without compare-and-set doubles the messages of the first, and
/// one without the mark that of the second, whatever else happens.
/// </summary>
internal sealed class ChaosLapse : IDisposable
{
    /// <summary>A lease that neither process renews within the test: it can't hear that it has lost its messages.</summary>
    public const int Lease = 600;

    /// <summary>How many messages it needs. One is for the process that dies.</summary>
    public const int Messages = 6;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TaskCompletionSource<bool> _greeting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SmtpTestServer _late;
    private readonly SmtpTestServer _mute;
    private readonly PostgresCluster _cluster;
    private readonly List<int> _numbers;
    private readonly ChaosProcess _sleeper;
    private readonly ChaosProcess _dying;

    /// <summary>Begins both processes.</summary>
    /// <param name="cluster">The database.</param>
    /// <param name="numbers">The subjects of the messages: one for the process that dies, the others for the one that sleeps.</param>
    /// <param name="script">Makes the script of a process that puts messages in, sends them by a server, writes a line and ends.</param>
    public ChaosLapse(PostgresCluster cluster, IEnumerable<int> numbers, Func<IEnumerable<int>, SmtpTestServer, string> script)
    {
        (_cluster, _numbers) = (cluster, [.. numbers]);
        _late = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.Connect, Reply.WaitFor(_greeting.Task)) });
        _mute = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.EndOfData, Reply.AcceptThen(Reply.WaitFor(_reply.Task, Reply.Drop))),
        });
        _sleeper = new ChaosProcess(script(_numbers.Skip(1), _late), stays: false, hasClock: false);
        _dying = new ChaosProcess(script(_numbers.Take(1), _mute), stays: false, hasClock: false);
    }

    /// <summary>The mails that arrived at the two servers.</summary>
    public IEnumerable<ReceivedMessage> Received => _late.Messages.Concat(_mute.Messages);

    /// <summary>Opens when the process that slept is done: until then the others have no reply for what they took over.</summary>
    public Task Gate => _gate.Task;

    /// <summary>Lets both come to their moment, and lets others take over what they had.</summary>
    /// <remarks>
    /// The process that slept wakes up while another one still sends its message. A message that is on record as sent has left the queue, and
    /// no mark at all would hit it.
    /// </remarks>
    /// <param name="others">The server by which the others send.</param>
    public void Run(SmtpTestServer others)
    {
        WaitUntil(() => _late.Connections.Count > 0 && _mute.Messages.Count > 0 && Count("state = 1", _numbers.Skip(1)) > 0);
        _sleeper.Signal("STOP");
        _dying.Signal("KILL");
        _cluster.Sql("update smtpsoar.owner set dead = true where lease > clock_timestamp() + interval '5 minutes'", "mail");
        WaitUntil(() => others.Messages.Any(message => _numbers.Skip(1).Any(number => message.Text.Contains($"Subject: {number}\r\n"))));

        _greeting.SetResult(true);
        _sleeper.Signal("CONT");
        _sleeper.WaitForWork();
        _gate.SetResult(true);
        WaitUntil(() => Count("state in (0, 1)", _numbers) == 0);
    }

    public void Dispose()
    {
        _sleeper.Dispose();
        _dying.Dispose();
        _gate.TrySetResult(true);
        _greeting.TrySetResult(true);
        _reply.TrySetResult(true);
        _late.Dispose();
        _mute.Dispose();
    }

    private int Count(string state, IEnumerable<int> subjects) => int.Parse(
        _cluster.Sql(
            $"select count(*) from smtpsoar.queue q join smtpsoar.message m using (id) where q.{state} and "
            + $"convert_from(m.record, 'UTF8')::json ->> 'subject' in ({string.Join(",", subjects.Select(number => $"'{number}'"))})",
            "mail"),
        CultureInfo.InvariantCulture);

    private void WaitUntil(Func<bool> condition)
    {
        for (var time = Stopwatch.StartNew(); !condition(); Thread.Sleep(50))
            Assert.True(time.Elapsed < Limit, $"The two did not come to their moment, or the others did not send what they had.\n{Tables()}");
    }

    // Shows who has what.
    private string Tables() => string.Join("\n", new[]
    {
        "select clock_timestamp()",
        "select 'queue', q.id, state, fence, owner, marked, due, convert_from(m.record, 'UTF8')::json ->> 'subject' "
            + "from smtpsoar.queue q join smtpsoar.message m using (id)",
        "select 'owner', * from smtpsoar.owner",
        "select 'slot', * from smtpsoar.slot",
        "select 'pause', * from smtpsoar.pause",
        "select 'session', pid, application_name, state, wait_event, query_start, left(query, 80) from pg_stat_activity where datname = 'mail'",
    }.Select(sql => _cluster.Sql(sql, "mail")));
}
