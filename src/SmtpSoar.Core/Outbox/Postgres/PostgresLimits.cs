using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>A server's turns, connections and pauses as rows, of which each is taken by one machine.</summary>
internal sealed class PostgresLimits(PostgresSession session) : IFleetLimits, IDisposable
{
    // In the place of an outbox, of which none has such a name.
    private const string Command = "*";

    private readonly ConcurrentDictionary<(string Rows, string Server, int Count), bool> _made = new();
    private readonly ConcurrentDictionary<Slot, bool> _held = new();
    private readonly ConcurrentQueue<Slot> _unreturned = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<string> _inDoubt = [];

    public bool IsKept => true;

    private PostgresDatabase Database => session.Database;

    public Task<TimeSpan> TakeTurnAsync(string server, int maxPerMinute, CancellationToken cancellationToken) =>
        session.GuardAsync(() => TakeAsync(server, maxPerMinute, cancellationToken));

    public Task<IFleetSlot?> TakeSlotAsync(string server, int maxConnections, CancellationToken cancellationToken) =>
        session.GuardAsync<IFleetSlot?>(async () =>
        {
            var owner = await session.OwnerAsync(cancellationToken).ConfigureAwait(false);
            await ReturnAsync().ConfigureAwait(false);
            await MakeAsync("slot_rows", server, maxConnections, cancellationToken).ConfigureAwait(false);
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await TakeAsync(server, maxConnections, owner, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                _inDoubt.Add(server);
                throw;
            }
            finally
            {
                _gate.Release();
            }
        });

    public Task WishAsync(string server, bool isOfWorker) => WriteAsync("wish", server, isOfWorker ? session.Address.Outbox : Command);

    public Task<FleetWish> WishedAsync(string server, CancellationToken cancellationToken) => session.GuardAsync(
        async () => (FleetWish)await Database.ScalarAsync<int>(
            new PostgresCall("wished", server, session.Address.Outbox), cancellationToken).ConfigureAwait(false));

    public Task BeginPauseAsync(string server, TimeSpan time, string reason) => WriteAsync("pause_begin", server, time, reason);

    public Task EndPauseAsync(string server) => WriteAsync("pause_end", server);

    public Task<FleetPause?> PauseAsync(string server, CancellationToken cancellationToken) => session.GuardAsync<FleetPause?>(async () =>
    {
        await ReturnAsync().ConfigureAwait(false);
        var rows = await Database
            .ReadAsync([new PostgresCall("pause", server)], ToPause, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    });

    // One that was taken though the reply was lost is nobody's: it is given back with the next.
    private async Task<IFleetSlot?> TakeAsync(
        string server, int maxConnections, PostgresOwner owner, CancellationToken cancellationToken)
    {
        List<PostgresCall> calls = [new PostgresCall("owners_expire"), new PostgresCall("slots_expire", server)];
        if (_inDoubt.Contains(server))
            calls.Add(new PostgresCall("slots_forget", server, owner.Id, Held(server)));
        calls.Add(new PostgresCall("slot_take", server, maxConnections, owner.Id));
        var rows = await Database.ReadAsync(calls, reader => reader.GetInt32(0), cancellationToken).ConfigureAwait(false);
        _inDoubt.Remove(server);
        if (rows.Count == 0)
            return null;
        var slot = new Slot(this, owner, server, rows[0]);
        _held[slot] = true;
        return slot;
    }

    private int[] Held(string server) => [.. _held.Keys.Where(slot => slot.Server == server).Select(slot => slot.Number)];

    public void Dispose() => _gate.Dispose();

    private static FleetPause ToPause(NpgsqlDataReader reader) => new(reader.GetFieldValue<TimeSpan>(0), reader.GetString(1));

    private async Task<TimeSpan> TakeAsync(string server, int maxPerMinute, CancellationToken cancellationToken)
    {
        await MakeAsync("turn_rows", server, maxPerMinute, cancellationToken).ConfigureAwait(false);
        var call = new PostgresCall("turn_take", server, maxPerMinute);
        var taken = await Database.WriteAsync([call], cancellationToken).ConfigureAwait(false);
        return taken[0] > 0
            ? TimeSpan.Zero
            : await Database.ScalarAsync<TimeSpan>(
                new PostgresCall("turn_wait", server, maxPerMinute), cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<int>> WriteAsync(string name, params object?[] values) =>
        session.GuardAsync(() => Database.WriteAsync([new PostgresCall(name, values)], CancellationToken.None));

    private async Task MakeAsync(string rows, string server, int count, CancellationToken cancellationToken)
    {
        if (_made.ContainsKey((rows, server, count)))
            return;
        await Database.WriteAsync([new PostgresCall(rows, server, count)], cancellationToken).ConfigureAwait(false);
        _made[(rows, server, count)] = true;
    }

    // The database may have been away when they were given back, and this life goes on.
    private async Task ReturnAsync()
    {
        while (_unreturned.TryDequeue(out var slot))
            await slot.ReleaseAsync().ConfigureAwait(false);
    }

    private sealed class Slot(PostgresLimits limits, PostgresOwner owner, string server, int number) : IFleetSlot
    {
        public string Server => server;

        public int Number => number;

        public bool IsHeld => owner.IsAlive;

        public async Task ReleaseAsync()
        {
            limits._held.TryRemove(this, out _);
            try
            {
                await limits.WriteAsync("slot_free", server, number, owner.Id).ConfigureAwait(false);
            }
            catch (SmtpSoarException)
            {
                limits._unreturned.Enqueue(this);
                throw;
            }
        }
    }
}
