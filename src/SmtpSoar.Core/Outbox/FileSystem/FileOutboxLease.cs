using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>A message in the folder of an owner. As long as the owner's lock is held, no other process touches it.</summary>
/// <param name="layout">The outbox.</param>
/// <param name="owner">The owner's folder.</param>
/// <param name="record">Everything that is known of the message.</param>
/// <param name="origin">The state that it was taken from.</param>
/// <param name="clock">The clock.</param>
internal sealed class FileOutboxLease(OutboxLayout layout, string owner, OutboxRecord record, OutboxState origin, TimeProvider clock)
    : IOutboxLease
{
    private bool _isMarked;

    public OutboxRecord Record => record;

    public OutboxState Origin => origin;

    public string Place => Path.Combine(owner, record.Id);

    public bool IsLent => true;

    public TimeSpan Waited => clock.GetUtcNow() - record.Since;

    public bool MarksAhead => false;

    public Stream OpenMessage(long position)
    {
        try
        {
            var file = OutboxFiles.OpenMessage(Place, record.StoredSize);
            file.Position = position;
            return file;
        }
        catch (Exception cause) when (FileOutboxStore.IsFault(cause))
        {
            throw OutboxFiles.Damaged(Place, cause.Message.TrimEnd('.'), cause);
        }
    }

    public Task MarkAsync(CancellationToken cancellationToken)
    {
        Write(OutboxState.Sending);
        _isMarked = true;
        return Task.CompletedTask;
    }

    public void Confirm()
    {
        // The system keeps the owner's lock until the process ends.
    }

    public Task KeepAsync()
    {
        Write(origin);
        _isMarked = false;
        return Task.CompletedTask;
    }

    public Task<OutboxState> FinishAsync(OutboxOutcome outcome)
    {
        record.Settle(outcome, clock.GetUtcNow());
        if (origin == OutboxState.Moving || outcome.State == OutboxState.Moving)
            return Task.FromResult(FinishMoving());
        var state = !TryWrite() && _isMarked && outcome.State is OutboxState.Waiting or OutboxState.Failed
            ? OutboxState.Unknown
            : outcome.State;
        MoveTo(state);
        return Task.FromResult(state);
    }

    public Task ReturnAsync()
    {
        MoveTo(origin);
        return Task.CompletedTask;
    }

    // Here the record counts as much as the folder does: a move whose record could not be written did not happen.
    private OutboxState FinishMoving()
    {
        Write(record.State);
        MoveTo(record.State);
        return record.State;
    }

    private void MoveTo(OutboxState state)
    {
        try
        {
            var target = layout.Of(state);
            DurableFileSystem.Move(Place, Path.Combine(target, record.Id));

            // One flush for the move; where the record's new name is lost the folder still says what became of the message.
            DurableFileSystem.Flush(target);
        }
        catch (Exception cause) when (FileOutboxStore.IsFault(cause))
        {
            throw NotWritable(cause);
        }
    }

    private void Write(OutboxState state)
    {
        var before = record.State;
        try
        {
            record.State = state;
            OutboxFiles.WriteRecord(Place, record);

            // Without it a power cut could bring the old record back, after the server had taken the message.
            DurableFileSystem.Flush(Place);
        }
        catch (Exception cause) when (FileOutboxStore.IsFault(cause))
        {
            record.State = before;
            throw NotWritable(cause);
        }
    }

    // The folder that it is put into says the most important thing, also where the disk has no room for a new record.
    private bool TryWrite()
    {
        try
        {
            OutboxFiles.WriteRecord(Place, record);
            return true;
        }
        catch (Exception cause) when (FileOutboxStore.IsFault(cause))
        {
            return false;
        }
    }

    private SmtpSoarException NotWritable(Exception cause) => Errors.OutboxNotWritable.Because(cause, layout.Root, cause.Message);
}
