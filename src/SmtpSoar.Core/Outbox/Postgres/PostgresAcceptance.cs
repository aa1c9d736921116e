using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Puts one message into the database, once, however often it has to be tried.</summary>
internal sealed class PostgresAcceptance(PostgresSession session, PostgresSentQueue sents, string id, OutboxDraft draft)
{
    private bool _mayBeThere;

    /// <summary>Accepts the message.</summary>
    /// <returns>The message: lent, unless this user may only accept.</returns>
    public async Task<IOutboxLease> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await session.PersistAsync(_ => TryAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (_mayBeThere)
        {
            throw Errors.OutboxAcceptUnknown.Because(cause, session.Address.Shown, id);
        }
    }

    // The caller's thread waits: it renders the message meanwhile.
    private async Task<IOutboxLease> TryAsync(CancellationToken cancellationToken)
    {
        var owner = await session.TryOwnerAsync(cancellationToken).ConfigureAwait(false);
        PostgresTransaction? transaction = null;
        try
        {
            using var writer = new PostgresContentWriter(id, () => transaction ??= session.Database.Begin());
            var record = Write(writer, cancellationToken);
            var isLent = Commit(transaction ??= session.Database.Begin(), record, owner);
            var row = new PostgresRow(id, null, false) { Fence = 1 };
            return new PostgresOutboxLease(session, sents, isLent ? owner : null, row, record) { Origin = OutboxState.Waiting };
        }
        finally
        {
            transaction?.Dispose();
        }
    }

    private OutboxRecord Write(PostgresContentWriter writer, CancellationToken cancellationToken)
    {
        OutboxContent content;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            content = draft.WriteTo(id, writer, cancellationToken);
        }
        catch (IOException cause)
        {
            throw Errors.OutboxNotWritable.Because(cause, session.Address.Shown, cause.Message);
        }

        writer.Complete();
        return draft.ToRecord(id, session.Clock.GetUtcNow(), content);
    }

    private bool Commit(PostgresTransaction transaction, OutboxRecord record, PostgresOwner? owner)
    {
        if (owner is not null)
            transaction.Add(new PostgresCall("guard"));
        transaction.Add(new PostgresCall("accept", id, session.Address.Outbox, record.StoredSize, PostgresState.ToBytes(record)));
        if (owner is not null)
            transaction.Add(new PostgresCall("take", id, owner.Id));

        var counts = Commit(transaction);
        return owner is not null && counts[^1] == 1;
    }

    // A server that answers has not committed, but for an earlier try.
    private IReadOnlyList<int> Commit(PostgresTransaction transaction)
    {
        var mayHaveBeen = _mayBeThere;
        try
        {
            _mayBeThere = true;
            var counts = transaction.Commit();
            _mayBeThere = false;
            return counts;
        }
        catch (PostgresException refusal) when (!PostgresFaults.IsAbsence(refusal))
        {
            _mayBeThere = mayHaveBeen;
            throw;
        }
    }
}
