using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>An outbox in a folder: each message is a folder in it, and to take one is to move it.</summary>
internal sealed class FileOutboxStore(string path, IFeedback feedback, TimeProvider clock) : IOutboxStore
{
    private readonly object _lock = new();
    private readonly OutboxLayout _layout = new(path);
    private readonly OutboxId _ids = new(clock);
    private OutboxInstance? _owner;

    public string DisplayName => path;

    // Each message is a move of its own, so that nothing is gained by having more.
    public int ClaimBatch => 1;

    public IFleetLimits? Limits => null;

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

    public Task<IReadOnlyList<IOutboxLease>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        if (_owner is null)
            CheckThere();
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
        return Task.FromResult(OutboxId.IsId(id) && state is not (OutboxState.Sending or OutboxState.Held) && Guard(() => TryRemove(id, state, cancellationToken)));
    }

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
        var digest = OutboxFiles.WriteMessage(folder, draft.Image, cancellationToken);
        var record = draft.ToRecord(id, clock.GetUtcNow(), digest);
        OutboxFiles.WriteRecord(folder, record);

        // The files' names: without them the folder would arrive empty after a power cut.
        DurableFileSystem.Flush(folder);
        return record;
    }

    // A message that is due may be taken by another command before this one has it.
    private IEnumerable<string> Found(OutboxClaim claim) => claim.From == OutboxState.Held
        ? []
        : claim.Ids?.Where(OutboxId.IsId) ?? List(new OutboxQuery { States = [claim.From], OnlyDue = true }).Select(entry => entry.Id);

    private FileOutboxLease? TryClaim(string id, OutboxClaim claim, CancellationToken cancellationToken)
    {
        var owner = Owner(cancellationToken);
        var folder = Path.Combine(owner.Work, id);
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
