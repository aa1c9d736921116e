using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace SmtpSoar.Core.Outbox;

/// <summary>An outbox, for those who look into it.</summary>
public sealed class OutboxStore : IDisposable
{
    private readonly OutboxFolder _folder;

    /// <param name="path">The full path of the outbox.</param>
    /// <param name="feedback">Hears of what could not be taken up.</param>
    public OutboxStore(string path, IFeedback feedback)
        : this(path, feedback, TimeProvider.System)
    {
    }

    internal OutboxStore(string path, IFeedback feedback, TimeProvider clock) => _folder = new OutboxFolder(path, feedback, clock);

    /// <summary>Takes up what commands left that ended in the middle of their work, such as one that was killed.</summary>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be changed.</exception>
    public void TakeUp(CancellationToken cancellationToken)
    {
        CheckThere();
        _folder.Open(cancellationToken);
    }

    /// <summary>The messages, the oldest of each state first, read one after the other.</summary>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be read.</exception>
    public IEnumerable<OutboxEntry> List(OutboxQuery query)
    {
        _ = query ?? throw new ArgumentNullException(nameof(query));
        CheckThere();
        return Reading(new OutboxListing(_folder.Layout, query, _folder.Clock).Read());
    }

    /// <summary>Puts a failed message back into the queue, for those recipients that have not got it.</summary>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="SmtpSoarException">It is not there, or has not failed.</exception>
    public OutboxEntry Retry(string id, CancellationToken cancellationToken)
    {
        CheckThere();
        var entry = OutboxId.IsId(id) ? _folder.TryClaim(id, OutboxState.Failed, cancellationToken) : null;
        if (entry is null)
            throw Errors.OutboxEntryNotFailed.With(id, _folder.Path);
        Reset(entry.Record);
        Writing(() => entry.Finish(OutboxState.Waiting));
        return entry.Record.ToEntry(_folder.Layout, OutboxState.Waiting, Path.Combine(_folder.Layout.Of(OutboxState.Waiting), id, OutboxLayout.MessageFile));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private void Reset(OutboxRecord record)
    {
        record.Since = _folder.Clock.GetUtcNow();
        record.NextTry = null;
        foreach (var refused in record.Recipients.Where(recipient => recipient.Accepted == false))
            (refused.Accepted, refused.StatusCode, refused.EnhancedStatusCode, refused.Text) = (null, null, null, null);
    }

    private void CheckThere()
    {
        if (!File.Exists(_folder.Layout.LockPath))
            throw Errors.OutboxMissing.With(_folder.Path);
        OutboxGuard.Check(_folder.Layout);
    }

    private IEnumerable<OutboxEntry> Reading(IEnumerable<OutboxEntry> entries)
    {
        using var next = entries.GetEnumerator();
        while (Reading(next.MoveNext))
            yield return next.Current;
    }

    private bool Reading(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (OutboxFolder.IsFault(cause))
        {
            throw Errors.OutboxNotReadable.Because(cause, _folder.Path, cause.Message);
        }
    }

    private void Writing(Action write)
    {
        try
        {
            write();
        }
        catch (Exception cause) when (OutboxFolder.IsFault(cause))
        {
            throw Errors.OutboxNotWritable.Because(cause, _folder.Path, cause.Message);
        }
    }
}
