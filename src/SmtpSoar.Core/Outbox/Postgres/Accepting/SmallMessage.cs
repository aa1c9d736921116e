using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Outbox.Postgres.Accepting;

/// <summary>A message of one piece on its way into the database.</summary>
/// <param name="record">The record of the message.</param>
/// <param name="content">The bytes that are kept.</param>
/// <param name="cancellationToken">Ends its waits.</param>
internal sealed class SmallMessage(OutboxRecord record, byte[] content, CancellationToken cancellationToken)
{
    // A message that is encrypted is larger, and has one piece all the same.
    private const int MaxSize = PostgresContent.ChunkSize / 2;

    private readonly TaskCompletionSource<IOutboxLease> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutboxRecord Record => record;

    public byte[] Content => content;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The message as it is kept, or why it is not.</summary>
    public Task<IOutboxLease> Accepted => _accepted.Task;

    /// <summary>Whether a message is small enough.</summary>
    public static bool IsOne(OutboxDraft draft) => draft.Image.Size <= MaxSize;

    /// <summary>Renders a message, by the caller's thread.</summary>
    /// <exception cref="SmtpSoarException">It can't be.</exception>
    public static SmallMessage Of(OutboxDraft draft, string id, PostgresSession session, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        try
        {
            var kept = draft.WriteTo(id, stream, cancellationToken);
            return new SmallMessage(draft.ToRecord(id, session.Clock.GetUtcNow(), kept), stream.ToArray(), cancellationToken);
        }
        catch (IOException cause)
        {
            throw Errors.OutboxNotWritable.Because(cause, session.Address.Shown, cause.Message);
        }
    }

    /// <summary>It is durable.</summary>
    public void Complete(PostgresSession session, PostgresSentQueue sents, PostgresOwner? owner)
    {
        var row = new PostgresRow(record.Id, null, false) { Fence = 1, FirstChunk = content };
        _accepted.TrySetResult(new PostgresOutboxLease(session, sents, owner, row, record) { Origin = OutboxState.Waiting });
    }

    /// <summary>It is not kept, or nobody knows.</summary>
    public void Fail(Exception cause) => _accepted.TrySetException(cause);
}
