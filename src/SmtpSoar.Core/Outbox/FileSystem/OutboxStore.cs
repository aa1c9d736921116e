using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.FileSystem;

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

    /// <summary>How many messages of these states there are now, due or not, without a look into them.</summary>
    /// <exception cref="SmtpSoarException">The outbox can't be read.</exception>
    public int Count(IEnumerable<OutboxState> states)
    {
        var count = 0;
        foreach (var state in states)
            Reading(() => (count += Directory.EnumerateDirectories(_folder.Layout.Of(state)).Count()) >= 0);
        return count;
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

    /// <summary>The messages of an outbox, of which nothing is taken up: a look that changes nothing.</summary>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be read.</exception>
    public static IEnumerable<OutboxEntry> Look(string path, OutboxQuery query) => new OutboxStore(path, new SwitchableFeedback()).List(query);

    /// <summary>Removes a message whole.</summary>
    /// <returns>Whether it was removed: it may have another state by now, or be gone.</returns>
    /// <exception cref="SmtpSoarException">A command sends it now, or it can't be removed.</exception>
    public bool Remove(OutboxEntry entry, CancellationToken cancellationToken)
    {
        _ = entry ?? throw new ArgumentNullException(nameof(entry));
        CheckThere();
        if (!OutboxId.IsId(entry.Id))
            throw Errors.OutboxEntryNotFound.With(SafeText.Of(entry.Id), _folder.Path);
        return entry.State == OutboxState.Sending
            ? throw Errors.OutboxEntryBusy.With(entry.Id, _folder.Path)
            : _folder.TryRemove(entry.Id, entry.State, cancellationToken);
    }

    /// <summary>The messages that were sent, or refused for good, so many days ago or earlier.</summary>
    public IEnumerable<OutboxEntry> Outdated(int days) => List(new OutboxQuery
    {
        States = [OutboxState.Sent, OutboxState.Failed],
        FinishedBefore = _folder.Clock.GetUtcNow() - TimeSpan.FromDays(days),
    });

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private void Reset(OutboxRecord record)
    {
        record.Since = _folder.Clock.GetUtcNow();
        (record.Rounds, record.NextTry, record.Finished) = (0, null, null);
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
