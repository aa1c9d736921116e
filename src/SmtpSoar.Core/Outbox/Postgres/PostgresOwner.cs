using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>One life of a command in the database: what it takes is its own as long as it renews its lease.</summary>
/// <remarks>
/// The lease is renewed by a thread of its own, which nothing else can hold up. The command counts by itself, from before each renewal,
/// and stops sooner than the database gives its messages to others. A life that has ended never begins again.
/// </remarks>
internal sealed class PostgresOwner : IDisposable
{
    // The command's own limit, as a part of the lease.
    private const double OwnPart = 0.8;
    private const int RenewalsInALease = 4;
    private const int TriesInALease = 20;

    private readonly PostgresDatabase _database;
    private readonly PostgresLine _line;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lease;
    private readonly object _gate = new();
    private readonly Stopwatch _age = Stopwatch.StartNew();
    private TimeSpan _next;
    private long _renewed;
    private volatile bool _isOver;

    private PostgresOwner(PostgresDatabase database, PostgresContext context, long id, long begun)
    {
        (_database, _line, _clock, _lease, Id, _renewed) = (
            database, database.NewLine(), context.LeaseClock, context.Address.Lease, id, begun);
        new Thread(Renew) { IsBackground = true, Name = "SmtpSoar lease" }.Start();
    }

    /// <summary>The life's number. The database never gives it again.</summary>
    public long Id { get; }

    /// <summary>Whether it has ended for good.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether no other command can have got this one's messages yet.</summary>
    public bool IsAlive => !_isOver && _clock.GetElapsedTime(Interlocked.Read(ref _renewed)).Ticks < _lease.Ticks * OwnPart;

    /// <summary>Begins a life.</summary>
    public static async Task<PostgresOwner> BeginAsync(
        PostgresDatabase database, PostgresContext context, CancellationToken cancellationToken)
    {
        var begun = context.LeaseClock.GetTimestamp();
        var id = BitConverter.ToInt64(Guid.NewGuid().ToByteArray(), 8) & long.MaxValue;
        var call = new PostgresCall("owner_begin", id, $"{Environment.MachineName}/{ProcessId}", context.Address.Lease);
        await database.WriteAsync([call], cancellationToken).ConfigureAwait(false);
        return new PostgresOwner(database, context, id, begun);
    }

    /// <summary>Renews no more. The database has to be told, or it finds out when the lease is over.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// Runs a wait in the server that gives the owner a longer lease: the thread need not renew it, unless the wait takes too long. The
    /// command does not count by that lease, and renews by itself before it takes anything.
    /// </summary>
    /// <param name="wait">The wait.</param>
    /// <param name="limit">The time by which it ends.</param>
    public OutboxWait Leave(Func<OutboxWait> wait, TimeSpan limit)
    {
        Plan(limit + Part(RenewalsInALease));
        var pause = TimeSpan.Zero;
        try
        {
            var end = wait();
            pause = end == OutboxWait.Over ? Part(TriesInALease) : TryRenew(_database.Tell);
            return end;
        }
        finally
        {
            Plan(pause);
        }
    }

    public void Dispose() => End();

    private static int ProcessId
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.Id;
        }
    }

    private void Renew()
    {
        using var line = _line;
        Plan(Part(RenewalsInALease));
        while (WaitForNext())
            Plan(TryRenew(call => _database.Write(line, call)));
    }

    // Gives false at the end of this life, and true when the lease is to be renewed.
    private bool WaitForNext()
    {
        lock (_gate)
        {
            for (var left = _next - _age.Elapsed; left > TimeSpan.Zero && !_isOver; left = _next - _age.Elapsed)
                Monitor.Wait(_gate, left);
            return !_isOver;
        }
    }

    private void Plan(TimeSpan pause)
    {
        lock (_gate)
        {
            _next = _age.Elapsed + pause;
            Monitor.PulseAll(_gate);
        }
    }

    // Gives the pause before the next try.
    private TimeSpan TryRenew(Func<PostgresCall, int> write)
    {
        var before = _clock.GetTimestamp();
        try
        {
            if (write(new PostgresCall("owner_renew", Id, _lease)) == 0)
                End();
            else
                Interlocked.Exchange(ref _renewed, before);
            return Part(RenewalsInALease);
        }
        catch (Exception cause) when (PostgresFaults.IsFault(cause) || cause is SmtpSoarException)
        {
            // The limit that the command counts by itself ends its work in time.
            return Part(TriesInALease);
        }
    }

    private TimeSpan Part(int parts) => TimeSpan.FromTicks(_lease.Ticks / parts);
}
