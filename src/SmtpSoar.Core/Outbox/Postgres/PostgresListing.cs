using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Reads the messages of an outbox, some at a time, the oldest of each state first.</summary>
internal sealed class PostgresListing(PostgresSession session, OutboxQuery query)
{
    private const int PageSize = 200;

    private readonly DateTimeOffset _begun = session.Clock.GetUtcNow();

    /// <summary>The messages.</summary>
    public IEnumerable<OutboxEntry> Read() =>
        from state in query.States
        from row in Rows(state)
        let entry = TryRead(state, row)
        where entry is not null && query.Wants(entry, _begun, session.Clock.GetUtcNow())
        select entry;

    private IEnumerable<PostgresRow> Rows(OutboxState state) => state == OutboxState.Sent
        ? Rows(last => Call("list_sent", [session.Address.Outbox, last, PageSize])).Concat(Queued(state))
        : Queued(state);

    // One that was sent lies there, too, while a command moves it elsewhere.
    private IEnumerable<PostgresRow> Queued(OutboxState state) =>
        Rows(last => Call("list_queue", [session.Address.Outbox, PostgresState.Of(state), last, PageSize]));

    private IEnumerable<PostgresRow> Rows(Func<string, PostgresCall> next)
    {
        var last = "";
        while (true)
        {
            var call = next(last);
            var page = session.Guard(() => session.Database.ReadAll(call, ToRow));
            foreach (var row in page)
                yield return row;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    private PostgresCall Call(string name, object?[] values) => query.Ids is { } ids
        ? new PostgresCall(name + "_ids", [.. values, ids.ToArray()])
        : new PostgresCall(name, values);

    private static PostgresRow ToRow(Npgsql.NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), reader.GetBoolean(2))
        {
            Interrupted = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
        };

    private OutboxEntry? TryRead(OutboxState state, PostgresRow row)
    {
        try
        {
            return row.ToRecord($"message {row.Id} of {session.Address.Shown}").ToEntry(session.Address.Shown, state, "");
        }
        catch (SmtpSoarException damage)
        {
            query.OnDamaged?.Invoke(row.Id, damage);
            return null;
        }
    }
}
