using System;
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
    private readonly ManualResetEventSlim _ended = new();
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
        _isOver = true;
        _ended.Set();
    }

    public void Dispose() => End();

    private static int ProcessId
    {
        get
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.Id;
        }
    }

    private void Renew()
    {
        using var line = _line;
        var wait = Part(RenewalsInALease);
        while (!_ended.Wait(wait))
            wait = TryRenew() ? Part(RenewalsInALease) : Part(TriesInALease);
    }

    private bool TryRenew()
    {
        var before = _clock.GetTimestamp();
        try
        {
            if (_database.Write(_line, new PostgresCall("owner_renew", Id, _lease)) == 0)
                End();
            else
                Interlocked.Exchange(ref _renewed, before);
            return true;
        }
        catch (Exception cause) when (PostgresFaults.IsFault(cause) || cause is SmtpSoarException)
        {
            // The limit that the command counts by itself ends its work in time.
            return false;
        }
    }

    private TimeSpan Part(int parts) => TimeSpan.FromTicks(_lease.Ticks / parts);
}
