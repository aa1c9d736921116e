using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Keeps a message that comes from another outbox.</summary>
internal sealed class PostgresArrival(PostgresSession session, OutboxArrival arrival)
{
    private OutboxRecord Record => arrival.Record;

    private string Outbox => session.Address.Outbox;

    /// <summary>Keeps it, whole or not at all.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var present = await PresentAsync(cancellationToken).ConfigureAwait(false);
        if (present.Count > 0 && !IsArrival(present[0]))
            throw Present();
        var transaction = session.Database.Begin();
        try
        {
            if (present.Count > 0)
                transaction.Add(new PostgresCall("remove_queued", Record.Id, Outbox, PostgresState.Of(OutboxState.Moving)));
            Write(transaction, cancellationToken);
        }
        finally
        {
            transaction.Dispose();
        }
    }

    private Task<IReadOnlyList<PostgresRow>> PresentAsync(CancellationToken cancellationToken) => session.Database.ReadAsync(
        [new PostgresCall("present", Record.Id)],
        reader => new PostgresRow(Record.Id, reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), false)
        {
            Fence = reader.GetInt16(0),
        },
        cancellationToken);

    private bool IsArrival(PostgresRow row) =>
        row.Fence == PostgresState.Of(OutboxState.Moving)
        && row.ToRecord($"message {row.Id} of {session.Address.Shown}").Move is { Stage: OutboxMoveStage.Arrived };

    private void Write(PostgresTransaction transaction, CancellationToken cancellationToken)
    {
        using var writer = new PostgresContentWriter(Record.Id, () => transaction);
        arrival.WriteTo(writer, cancellationToken);
        writer.Complete();
        transaction.Add(new PostgresCall(
            "arrive", Record.Id, Outbox, Utc(Record.Accepted), Record.StoredSize, PostgresState.ToBytes(Record), Utc(Record.NextTry),
            Utc(Record.Since), Utc(Record.Finished)));
        if (transaction.Commit() is var counts && counts[counts.Count - 1] == 0)
            throw Present();
    }

    private SmtpSoarException Present() => Errors.OutboxEntryPresent.With(Record.Id, session.Address.Shown);

    private static DateTimeOffset? Utc(DateTimeOffset? time) => time?.ToUniversalTime();
}
