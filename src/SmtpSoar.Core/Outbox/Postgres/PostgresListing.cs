using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Reads the messages of an outbox, some at a time, the oldest of each state first.</summary>
internal sealed class PostgresListing(PostgresSession session, OutboxQuery query)
{
    private const int PageSize = 200;

    private readonly System.DateTimeOffset _begun = session.Clock.GetUtcNow();

    /// <summary>The messages.</summary>
    public IEnumerable<OutboxEntry> Read() =>
        from state in query.States
        from row in Rows(state)
        let entry = TryRead(state, row)
        where entry is not null && query.Wants(entry, _begun, session.Clock.GetUtcNow())
        select entry;

    private IEnumerable<PostgresRow> Rows(OutboxState state)
    {
        var last = "";
        while (true)
        {
            var call = Call(state, last);
            var page = session.Guard(() => session.Database.ReadAll(call, ToRow));
            foreach (var row in page)
                yield return row;
            if (page.Count < PageSize)
                yield break;
            last = page[^1].Id;
        }
    }

    private PostgresCall Call(OutboxState state, string last)
    {
        var isSent = state == OutboxState.Sent;
        List<object?> values = isSent ? [session.Address.Outbox] : [session.Address.Outbox, PostgresState.Of(state)];
        values.AddRange([last, PageSize]);
        if (query.Ids is { } ids)
            values.Add(ids.ToArray());
        return new PostgresCall((isSent ? "list_sent" : "list_queue") + (query.Ids is null ? "" : "_ids"), [.. values]);
    }

    private static PostgresRow ToRow(Npgsql.NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), reader.GetBoolean(2));

    private OutboxEntry? TryRead(OutboxState state, PostgresRow row)
    {
        try
        {
            return row.ToRecord($"message {row.Id} of {session.Address.Shown}").ToEntry(session.Address.Shown, state, "");
        }
        catch (SmtpSoarException damage)
        {
            query.OnDamaged?.Invoke(damage);
            return null;
        }
    }
}
