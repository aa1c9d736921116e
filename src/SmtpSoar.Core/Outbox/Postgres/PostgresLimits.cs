using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>A server's turns, connections and pauses as rows, of which each is taken by one machine.</summary>
internal sealed class PostgresLimits(PostgresSession session) : IFleetLimits
{
    private readonly ConcurrentDictionary<(string Rows, string Server, int Count), bool> _made = new();

    private PostgresDatabase Database => session.Database;

    public Task<TimeSpan> TakeTurnAsync(string server, int maxPerMinute, CancellationToken cancellationToken) =>
        session.GuardAsync(() => TakeAsync(server, maxPerMinute, cancellationToken));

    public Task<IFleetSlot?> TakeSlotAsync(string server, int maxConnections, CancellationToken cancellationToken) =>
        session.GuardAsync<IFleetSlot?>(async () =>
        {
            var owner = await session.OwnerAsync(cancellationToken).ConfigureAwait(false);
            await MakeAsync("slot_rows", server, maxConnections, cancellationToken).ConfigureAwait(false);
            var rows = await Database.ReadAsync(
                [
                    new PostgresCall("owners_expire"),
                    new PostgresCall("slots_expire", server),
                    new PostgresCall("slot_take", server, maxConnections, owner.Id),
                ],
                reader => reader.GetInt32(0),
                cancellationToken).ConfigureAwait(false);
            return rows.Count == 0 ? null : new Slot(session, owner, server, rows[0]);
        });

    public Task BeginPauseAsync(string server, TimeSpan time, string reason) => WriteAsync("pause_begin", server, time, reason);

    public Task EndPauseAsync(string server) => WriteAsync("pause_end", server);

    public Task<FleetPause?> PauseAsync(string server, CancellationToken cancellationToken) => session.GuardAsync<FleetPause?>(async () =>
    {
        var rows = await Database
            .ReadAsync([new PostgresCall("pause", server)], ToPause, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    });

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

    private sealed class Slot(PostgresSession session, PostgresOwner owner, string server, int number) : IFleetSlot
    {
        public bool IsHeld => owner.IsAlive;

        public Task ReleaseAsync() => session.GuardAsync(() => session.Database.WriteAsync(
            [new PostgresCall("slot_free", server, number, owner.Id)], CancellationToken.None));
    }
}
