using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres.Accepting;

/// <summary>Puts one message of any size into the database, once, however often it has to be tried.</summary>
internal sealed class LargeAcceptance(PostgresSession session, PostgresSentQueue sents, string id, OutboxDraft draft)
{
    private readonly CommitDoubt _doubt = new();

    /// <summary>Accepts the message.</summary>
    /// <returns>The message: lent, unless this user may only accept.</returns>
    public async Task<IOutboxLease> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await session.PersistAsync(_ => TryAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (_doubt.IsOpen)
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
            var isLent = await CommitAsync(transaction ??= session.Database.Begin(), record, owner).ConfigureAwait(false);
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

    private async Task<bool> CommitAsync(PostgresTransaction transaction, OutboxRecord record, PostgresOwner? owner)
    {
        if (owner is not null)
            transaction.Add(new PostgresCall("guard"));
        transaction.Add(new PostgresCall("accept", id, session.Address.Outbox, record.StoredSize, PostgresState.ToBytes(record)));
        if (owner is not null)
            transaction.Add(new PostgresCall("take", id, owner.Id));

        var counts = await _doubt.CommitAsync(() => Task.FromResult(transaction.Commit())).ConfigureAwait(false);
        return owner is not null && counts[^1] == 1;
    }
}
