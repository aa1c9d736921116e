using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>
/// A second store, in memory, with the ways of a database: marks that are begun ahead, "sent" that is written with the next mark, fences,
/// messages that are held, claims in batches.
/// </summary>
internal sealed class MemoryOutboxStore(string name, MemoryOutbox shared) : IOutboxStore
{
    private readonly OutboxId _ids = new(shared.Clock);
    private readonly List<Action> _deferred = [];

    public string DisplayName => name;

    public int ClaimBatch => 10;

    public IFleetLimits? Limits => null;

    public Task RecoverAsync(CancellationToken cancellationToken) => Write("recover", () =>
    {
        CheckThere();
        shared.Recover();
    });

    public Task<IOutboxLease> AcceptAsync(OutboxDraft draft, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        using var digest = new DigestStream(content);
        Guard(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            draft.Image.WriteTo(digest, cancellationToken);
        });
        var record = draft.ToRecord(_ids.Next(), shared.Clock.GetUtcNow(), digest.Digest());
        var row = new MemoryOutbox.Row(record.Id, content.ToArray()) { State = OutboxState.Sending, Owner = this };
        row.Write(record);
        Write("accept", () => shared.Add(row));
        return Task.FromResult<IOutboxLease>(new MemoryOutboxLease(this, shared, row, record));
    }

    public Task<IReadOnlyList<IOutboxLease>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        var leases = new List<IOutboxLease>();
        Write("claim", () =>
        {
            CheckThere();
            leases.AddRange(Found(claim).ToList().Select(row => Lend(row, claim.From)));
        });
        return Task.FromResult<IReadOnlyList<IOutboxLease>>(leases);
    }

    public IEnumerable<OutboxEntry> List(OutboxQuery query)
    {
        lock (shared.Gate)
        {
            CheckThere();
            var now = shared.Clock.GetUtcNow();
            var entries = from state in query.States
                          from row in shared.Rows
                          where row.State == state && query.Ids?.Contains(row.Id) != false
                          let entry = row.Read().ToEntry(name, state, "")
                          where query.Wants(entry, now, now)
                          select entry;
            return entries.ToList();
        }
    }

    public Task<int> CountAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken)
    {
        lock (shared.Gate)
            return Task.FromResult(shared.Rows.Count(row => states.Contains(row.State)));
    }

    public Task<bool> RemoveAsync(string id, OutboxState state, CancellationToken cancellationToken)
    {
        var isThere = false;
        Write("remove", () =>
        {
            CheckThere();
            if (shared.Find(id) is not { } row || row.State != state || state == OutboxState.Sending)
                return;
            shared.Remove(row);
            isThere = true;
        });
        return Task.FromResult(isThere);
    }

    public Task FlushAsync(CancellationToken cancellationToken) => Write("flush", WriteDeferred);

    public void Dispose()
    {
        lock (shared.Gate)
        {
            WriteDeferred();
            foreach (var row in shared.Rows.Where(row => row.Owner == this).ToList())
                MemoryOutbox.Release(row);
        }
    }

    /// <summary>Writes something, in one step.</summary>
    /// <exception cref="SmtpSoarException">It can't be written.</exception>
    internal Task Write(string what, Action write)
    {
        shared.BeforeWrite(what);
        lock (shared.Gate)
            write();
        return Task.CompletedTask;
    }

    /// <summary>Writes with the next mark.</summary>
    internal void Defer(Action write)
    {
        lock (shared.Gate)
            _deferred.Add(write);
    }

    internal void WriteDeferred()
    {
        _deferred.ForEach(write => write());
        _deferred.Clear();
    }

    /// <summary>The process ends: nothing that was deferred is ever written.</summary>
    internal void Kill()
    {
        lock (shared.Gate)
        {
            _deferred.Clear();
            shared.Expire(this);
        }
    }

    private MemoryOutboxLease Lend(MemoryOutbox.Row row, OutboxState from)
    {
        (row.Origin, row.State, row.Owner) = (row.State, OutboxState.Sending, this);
        row.Fence++;
        var record = row.Read();
        record.State = from;
        return new MemoryOutboxLease(this, shared, row, record);
    }

    private IEnumerable<MemoryOutbox.Row> Found(OutboxClaim claim)
    {
        var there = claim.Ids is { } ids ? ids.Select(shared.Find).OfType<MemoryOutbox.Row>() : shared.Rows.Where(IsDue);
        var free = there.Where(row => row.State == claim.From || (claim.IncludesHeld && row.State == OutboxState.Held));
        return claim.Ids is null ? free.Take(claim.MaxCount) : free;
    }

    private bool IsDue(MemoryOutbox.Row row) => row.Read().NextTry is not { } time || time <= shared.Clock.GetUtcNow();

    private void CheckThere()
    {
        if (!shared.Exists)
            throw Errors.OutboxMissing.With(name);
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (IOException cause)
        {
            throw Errors.OutboxNotWritable.Because(cause, name, cause.Message);
        }
        catch (OperationCanceledException cause)
        {
            throw Errors.Stopped.Because(cause);
        }
    }
}
