using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>An encrypted message that a store has lent, which is read decrypted.</summary>
/// <param name="inner">The message as it lies in the store.</param>
/// <param name="seal">How it is encrypted.</param>
/// <param name="sealer">The keys, or <see langword="null"/> where there are none.</param>
internal sealed class SealedOutboxLease(IOutboxLease inner, OutboxSeal seal, OutboxSealer? sealer) : IOutboxLease
{
    public OutboxRecord Record => inner.Record;

    public OutboxState Origin => inner.Origin;

    public string Place => inner.Place;

    public bool IsLent => inner.IsLent;

    public TimeSpan Waited => inner.Waited;

    public bool MarksAhead => inner.MarksAhead;

    public Stream OpenMessage(long position)
    {
        try
        {
            return sealer?.TryOpen(inner, seal, position) ?? throw Errors.OutboxKeyMissing.With(Record.Id, seal.KeyId);
        }
        catch (IOException cause)
        {
            throw OutboxMessageReader.Damaged(inner, cause.Message.TrimEnd('.'), cause);
        }
    }

    public Task MarkAsync(CancellationToken cancellationToken) => inner.MarkAsync(cancellationToken);

    public void Confirm() => inner.Confirm();

    public Task KeepAsync() => inner.KeepAsync();

    public Task<OutboxState> FinishAsync(OutboxOutcome outcome) => inner.FinishAsync(outcome);

    public Task ReturnAsync() => inner.ReturnAsync();
}
