using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>An outbox in a folder: each message is a folder in it, and to take one is to move it.</summary>
internal sealed class FileOutboxStore(string path, IFeedback feedback, TimeProvider clock) : IOutboxStore
{
    private readonly object _lock = new();
    private readonly OutboxLayout _layout = new(path);
    private readonly OutboxId _ids = new(clock);
    private readonly OutboxDueIndex _due = new(new OutboxLayout(path), clock);
    private OutboxInstance? _owner;

    public string DisplayName => path;

    // Each message is a move of its own, so that nothing is gained by having more.
    public int ClaimBatch => 1;

    public IFleetLimits? Limits => null;

    public bool AcceptsTogether => false;

    public bool IsLeftToOthers => false;

    /// <summary>Whether an exception is the disk's.</summary>
    internal static bool IsFault(Exception cause) => cause is IOException or UnauthorizedAccessException;

    public Task RecoverAsync(CancellationToken cancellationToken)
    {
        CheckThere();
        var owner = _owner;
        Guard(() => owner is null ? Owner(cancellationToken) : Recover(owner, cancellationToken));
        return Task.CompletedTask;
    }

    public Task<IOutboxLease> AcceptAsync(OutboxDraft draft, CancellationToken cancellationToken) =>
        Task.FromResult<IOutboxLease>(Guard(() => Accept(draft, cancellationToken)));

    public Task<bool> MayHaveDueAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public OutboxWait WaitForDue(TimeSpan pause, TimeSpan limit, CancellationToken stop) => OutboxWait.None;

    public Task<IReadOnlyList<IOutboxLease>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        if (_owner is null)
            CheckThere();
        if (!OutboxLayout.IsFolder(claim.From))
            return Task.FromResult<IReadOnlyList<IOutboxLease>>([]);
        var claimed = Found(claim).Select(id => Guard(() => TryClaim(id, claim, cancellationToken))).OfType<IOutboxLease>();
        return Task.FromResult<IReadOnlyList<IOutboxLease>>([.. claim.Ids is null ? claimed.Take(claim.MaxCount) : claimed]);
    }

    public IEnumerable<OutboxEntry> List(OutboxQuery query)
    {
        CheckThere();
        return Reading(new OutboxListing(_layout, query, clock).Read());
    }

    public Task<int> CountAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken) =>
        Task.FromResult(Reading(() => states.SelectMany(_layout.FoldersOf).Sum(folder => Directory.EnumerateDirectories(folder).Count())));

    public Task<bool> RemoveAsync(string id, OutboxState state, CancellationToken cancellationToken)
    {
        CheckThere();
        return Task.FromResult(OutboxId.IsId(id) && OutboxLayout.IsFolder(state) && Guard(() => TryRemove(id, state, cancellationToken)));
    }

    public Task<int> RemoveAsync(OutboxRemoval removal, CancellationToken cancellationToken)
    {
        var states = removal.States.Where(OutboxLayout.IsFolder).ToList();
        var old = List(new OutboxQuery { States = states, FinishedFor = removal.FinishedFor });
        return Task.FromResult(Guard(() => old
            .TakeWhile(_ => Unless(cancellationToken))
            .Where(entry => TryRemoveOrWarn(entry, cancellationToken))
            .Take(removal.MaxCount)
            .Count()));
    }

    public Task<OutboxMeasure> MeasureAsync(TimeSpan period, CancellationToken cancellationToken)
    {
        CheckThere();
        return Task.FromResult(Reading(() => new OutboxMeter(_layout, period, clock).Measure(cancellationToken)));
    }

    public Task ArriveAsync(OutboxArrival arrival, CancellationToken cancellationToken)
    {
        Guard(() => Arrive(arrival, cancellationToken));
        return Task.CompletedTask;
    }

    // Another folder may lie on another disk.
    public Task<bool?> PassAsync(string id, OutboxState state, IOutboxStore target, CancellationToken cancellationToken) =>
        Task.FromResult<bool?>(null);

    // Every write is flushed as it is made.
    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        lock (_lock)
        {
            _owner?.Dispose();
            _owner = null;
        }
    }

    private FileOutboxLease Accept(OutboxDraft draft, CancellationToken cancellationToken)
    {
        var owner = Owner(cancellationToken);
        var id = _ids.Next();
        var temporary = Path.Combine(owner.Temporary, id);
        var accepted = Path.Combine(owner.Work, id);
        OwnerOnly.CreateFolder(temporary);
        try
        {
            var record = Write(temporary, id, draft, cancellationToken);
            DurableFileSystem.Move(temporary, accepted);

            // The message is accepted now; this flush keeps it so.
            DurableFileSystem.Flush(owner.Work);
            return new FileOutboxLease(_layout, owner.Work, record, OutboxState.Waiting, clock);
        }
        catch
        {
            // A caller that hears that it was not accepted may send it in another way.
            Delete(temporary);
            Delete(accepted);
            throw;
        }
    }

    private OutboxRecord Write(string folder, string id, OutboxDraft draft, CancellationToken cancellationToken)
    {
        var content = OutboxFiles.WriteMessage(folder, stream => draft.WriteTo(id, stream, cancellationToken));
        var record = draft.ToRecord(id, clock.GetUtcNow(), content);
        OutboxFiles.WriteRecord(folder, record);

        // The files' names: without them the folder would arrive empty after a power cut.
        DurableFileSystem.Flush(folder);
        return record;
    }

    private string Arrive(OutboxArrival arrival, CancellationToken cancellationToken)
    {
        var (owner, id) = (Owner(cancellationToken), arrival.Record.Id);
        var temporary = Path.Combine(owner.Temporary, id);
        var arrived = Path.Combine(_layout.Of(OutboxState.Moving), id);
        RefusePresent(id);

        // The outbox that it comes from still has it: nothing is lost in between.
        RemoveArrival(id, cancellationToken);
        OwnerOnly.CreateFolder(temporary);
        try
        {
            OutboxFiles.WriteMessage(temporary, stream => Copied(arrival, stream, cancellationToken));
            OutboxFiles.WriteRecord(temporary, arrival.Record);
            DurableFileSystem.Flush(temporary);
            DurableFileSystem.Move(temporary, arrived);
            DurableFileSystem.Flush(_layout.Of(OutboxState.Moving));
            return arrived;
        }
        catch
        {
            Delete(temporary);
            throw;
        }
    }

    private static bool Copied(OutboxArrival arrival, Stream stream, CancellationToken cancellationToken)
    {
        arrival.WriteTo(stream, cancellationToken);
        return true;
    }

    private void RefusePresent(string id)
    {
        var present = new OutboxListing(_layout, new OutboxQuery { Ids = [id] }, clock).Read().FirstOrDefault();
        if (present is not null && (present.State != OutboxState.Moving || !IsArrival(id)))
            throw Errors.OutboxEntryPresent.With(id, path);
    }

    private bool IsArrival(string id) =>
        OutboxFiles.ReadRecord(Path.Combine(_layout.Of(OutboxState.Moving), id)).Move is { Stage: OutboxMoveStage.Arrived };

    private void RemoveArrival(string id, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(_layout.Of(OutboxState.Moving), id)))
            TryRemove(id, OutboxState.Moving, cancellationToken);
    }

    // A message that is due may be taken by another command before this one has it.
    private IEnumerable<string> Found(OutboxClaim claim) => claim.Ids?.Where(OutboxId.IsId) ?? Due(claim);

    private IEnumerable<string> Due(OutboxClaim claim)
    {
        if (claim.From == OutboxState.Moving)
            return [];
        if (claim.From != OutboxState.Waiting)
            return List(new OutboxQuery { States = [claim.From] }).Select(entry => entry.Id);
        lock (_due)
            return Reading(() => _due.Due(claim.MaxCount, CheckThere));
    }

    private FileOutboxLease? TryClaim(string id, OutboxClaim claim, CancellationToken cancellationToken)
    {
        var owner = Owner(cancellationToken);
        var folder = Path.Combine(owner.Work, id);
        lock (_due)
            _due.Forget(id);
        if (!TryMove(Path.Combine(_layout.Of(claim.From), id), folder))
            return null;

        // Without this flush a power cut could leave a message in the queue that has been sent from here.
        DurableFileSystem.Flush(owner.Work);
        if (ReadOrReturn(folder, claim) is not { } record)
            return null;
        if (IsInDoubt(record, claim.From))
        {
            MoveToUnknown(record.Id, folder);
            return null;
        }

        // Another command may have put it off since it was looked at.
        if (claim.Ids is null && record.NextTry > clock.GetUtcNow())
        {
            DurableFileSystem.Move(folder, Path.Combine(_layout.Of(claim.From), id));
            return null;
        }

        record.State = claim.From;
        return new FileOutboxLease(_layout, owner.Work, record, claim.From, clock);
    }

    private OutboxRecord? ReadOrReturn(string folder, OutboxClaim claim)
    {
        try
        {
            return OutboxFiles.ReadRecord(folder);
        }
        catch (SmtpSoarException damage)
        {
            // Nobody can send it, so it goes back to where people find it.
            DurableFileSystem.Move(folder, Path.Combine(_layout.Of(claim.From), Path.GetFileName(folder)));
            claim.OnDamaged(Path.GetFileName(folder), damage);
            return null;
        }
    }

    // A record that could not be replaced: a server may have taken the message.
    private static bool IsInDoubt(OutboxRecord record, OutboxState state) =>
        record.State == OutboxState.Sending && state != OutboxState.Unknown;

    private void MoveToUnknown(string id, string folder)
    {
        var unknown = _layout.Of(OutboxState.Unknown);
        DurableFileSystem.Move(folder, Path.Combine(unknown, id));
        DurableFileSystem.Flush(unknown);
    }

    private bool TryRemove(string id, OutboxState state, CancellationToken cancellationToken)
    {
        var owner = Owner(cancellationToken);
        var folder = Path.Combine(_layout.Of(state), id);
        if (!OutboxFiles.IsWhollyOurs(folder))
            return false;

        // In one step, so that nobody ever finds half a message: what lies there goes with its owner, however that ends.
        var removed = Path.Combine(owner.Temporary, id);
        if (!TryMove(folder, removed))
            return false;
        DurableFileSystem.Flush(_layout.Of(state));
        Delete(removed);
        return true;
    }

    // A foreign thing in one message keeps no other.
    private bool TryRemoveOrWarn(OutboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return TryRemove(entry.Id, entry.State, cancellationToken);
        }
        catch (SmtpSoarException foreign)
        {
            feedback.Warning(foreign.Message);
            return false;
        }
    }

    private static bool Unless(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    private static bool TryMove(string source, string destination)
    {
        try
        {
            DurableFileSystem.Move(source, destination);
            return true;
        }
        catch (IOException) when (!Directory.Exists(source))
        {
            return false;
        }
    }

    // Warnings go out after the lock: they wait for the pipeline's thread, which may wait for the lock.
    private OutboxInstance Owner(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> faults = [];
        OutboxInstance owner;
        lock (_lock)
            owner = _owner ??= OutboxInstance.Begin(_layout, clock, out faults, cancellationToken);
        foreach (var fault in faults)
            feedback.Warning(fault);
        return owner;
    }

    private OutboxInstance Recover(OutboxInstance owner, CancellationToken cancellationToken)
    {
        foreach (var fault in owner.Recover(clock, cancellationToken))
            feedback.Warning(fault);
        return owner;
    }

    private void CheckThere()
    {
        if (!File.Exists(_layout.LockPath))
            throw Errors.OutboxMissing.With(path);
        OutboxGuard.Check(_layout);
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception cause) when (IsFault(cause))
        {
            // It goes with the owner.
        }
    }

    private IEnumerable<OutboxEntry> Reading(IEnumerable<OutboxEntry> entries)
    {
        using var next = entries.GetEnumerator();
        while (Reading(next.MoveNext))
            yield return next.Current;
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (IsFault(cause))
        {
            throw Errors.OutboxNotReadable.Because(cause, path, cause.Message);
        }
        catch (OperationCanceledException cause)
        {
            throw Errors.Stopped.Because(cause);
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (IsFault(cause) || cause is ArgumentException or NotSupportedException)
        {
            throw Errors.OutboxNotWritable.Because(cause, path, cause.Message);
        }
        catch (OperationCanceledException cause)
        {
            throw Errors.Stopped.Because(cause);
        }
    }
}
