using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>A message that the store in memory has lent.</summary>
internal sealed class MemoryOutboxLease(
    MemoryOutboxStore store, MemoryOutbox shared, MemoryOutbox.Row row, OutboxRecord record) : IOutboxLease
{
    private readonly long _fence = row.Fence;

    public OutboxRecord Record => record;

    public OutboxState Origin => row.Origin;

    public string Place => $"{store.DisplayName}/{record.Id}";

    public bool IsLent => true;

    public TimeSpan Waited => shared.Clock.GetUtcNow() - record.Since;

    public bool MarksAhead => true;

    public Stream OpenMessage(long position) => new MemoryStream(row.Content, writable: false) { Position = position };

    public async Task MarkAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        await Write("mark", () =>
        {
            store.WriteDeferred();
            record.State = OutboxState.Sending;
            row.IsMarked = true;
            row.Write(record);
        }).ConfigureAwait(false);
    }

    public void Confirm()
    {
        lock (shared.Gate)
            CheckLent();
    }

    public Task KeepAsync() => Write("keep", () =>
    {
        record.State = row.Origin;
        row.IsMarked = false;
        row.Write(record);
    });

    public Task<OutboxState> FinishAsync(OutboxOutcome outcome)
    {
        record.Settle(outcome, shared.Clock.GetUtcNow());
        store.Write("finish", () =>
        {
            CheckNotClaimed();
            if (outcome.State == OutboxState.Sent && row.IsMarked)
                store.Defer(End);
            else
                End();
        });
        return Task.FromResult(outcome.State);
    }

    public Task ReturnAsync() => Write("return", () => shared.Release(row));

    private void End()
    {
        if (row.Fence != _fence)
            return;
        row.Write(record);
        (row.State, row.Owner, row.IsMarked) = (record.State, null, false);
    }

    private Task Write(string what, Action write) => store.Write(what, () =>
    {
        CheckLent();
        write();
    });

    // A command whose message was recovered, and not claimed since, may still tell what the server said.
    private void CheckNotClaimed()
    {
        if (row.Owner is not null || row.State != OutboxState.Unknown || row.Fence != _fence)
            CheckLent();
    }

    private void CheckLent()
    {
        if (row.Owner != store || row.Fence != _fence)
            throw Errors.OutboxNotWritable.With(store.DisplayName, "another command has taken the message over");
    }
}
