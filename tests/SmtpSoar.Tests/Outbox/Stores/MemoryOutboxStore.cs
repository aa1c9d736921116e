using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Transport.Fleet;

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

    public bool AcceptsTogether => false;

    public bool IsLeftToOthers => false;

    public Task RecoverAsync(CancellationToken cancellationToken) => Write("recover", () =>
    {
        CheckThere();
        shared.Recover();
    });

    public Task<IOutboxLease> AcceptAsync(OutboxDraft draft, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var (id, written) = (_ids.Next(), (OutboxContent?)null);
        Guard(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            written = draft.WriteTo(id, content, cancellationToken);
        });
        var record = draft.ToRecord(id, shared.Clock.GetUtcNow(), written!);
        var row = new MemoryOutbox.Row(record.Id, content.ToArray()) { State = OutboxState.Sending, Owner = this };
        row.Write(record);
        Write("accept", () => shared.Add(row));
        return Task.FromResult<IOutboxLease>(new MemoryOutboxLease(this, shared, row, record));
    }

    public Task<bool> MayHaveDueAsync(CancellationToken cancellationToken)
    {
        shared.OnLook();
        lock (shared.Gate)
            return Task.FromResult(shared.Rows.Any(row => row.State == OutboxState.Waiting && IsDue(row)));
    }

    public OutboxWait WaitForDue(TimeSpan pause, TimeSpan limit, CancellationToken stop) => shared.OnWait(limit);

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

    public Task<int> RemoveAsync(OutboxRemoval removal, CancellationToken cancellationToken)
    {
        var gone = new List<MemoryOutbox.Row>();
        Write("remove", () =>
        {
            CheckThere();
            var query = new OutboxQuery { States = [.. removal.States.Except([OutboxState.Sending])], FinishedFor = removal.FinishedFor };
            gone.AddRange(List(query).Take(removal.MaxCount).Select(entry => shared.Find(entry.Id)!));
            gone.ForEach(shared.Remove);
        });
        return Task.FromResult(gone.Count);
    }

    public Task<OutboxMeasure> MeasureAsync(TimeSpan period, CancellationToken cancellationToken)
    {
        lock (shared.Gate)
        {
            CheckThere();
            return Task.FromResult(Measure([.. List(new OutboxQuery())], shared.Clock.GetUtcNow(), period));
        }
    }

    public Task ArriveAsync(OutboxArrival arrival, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        Guard(() => arrival.WriteTo(content, cancellationToken));
        var row = new MemoryOutbox.Row(arrival.Record.Id, content.ToArray()) { State = OutboxState.Moving };
        row.Write(arrival.Record);
        return Write("arrive", () =>
        {
            var present = shared.Find(row.Id);
            if (present is not null && (present.State != OutboxState.Moving || present.Read().Move?.Stage != OutboxMoveStage.Arrived))
                throw Errors.OutboxEntryPresent.With(row.Id, name);
            if (present is not null)
                shared.Remove(present);
            shared.Add(row);
        });
    }

    public Task<bool?> PassAsync(string id, OutboxState state, IOutboxStore target, CancellationToken cancellationToken) =>
        Task.FromResult<bool?>(null);

    public Task FlushAsync(CancellationToken cancellationToken) => Write("flush", WriteDeferred);

    public void Dispose()
    {
        lock (shared.Gate)
        {
            WriteDeferred();
            foreach (var row in shared.Rows.Where(row => row.Owner == this).ToList())
                shared.Release(row);
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

    private OutboxMeasure Measure(List<OutboxEntry> all, DateTimeOffset now, TimeSpan period)
    {
        var waiting = all.Where(entry => entry.State == OutboxState.Waiting).ToList();
        var due = waiting.Where(entry => entry.NextTry is not { } time || time <= now).ToList();
        return new OutboxMeasure
        {
            Outbox = name,
            Time = now,
            Period = period,
            Waiting = waiting.Count,
            Due = due.Count,
            Sending = Count(OutboxState.Sending),
            Sent = Count(OutboxState.Sent),
            Failed = Count(OutboxState.Failed),
            Unknown = Count(OutboxState.Unknown),
            Held = Count(OutboxState.Held),
            Moving = Count(OutboxState.Moving),
            OldestWaiting = waiting.Min(entry => (DateTimeOffset?)entry.Accepted),
            OldestDue = due.Min(entry => entry.NextTry ?? (DateTimeOffset?)entry.Accepted),
            AcceptedPerMinute = Rate(entry => entry.Accepted),
            SentPerMinute = Rate(entry => entry.State == OutboxState.Sent ? entry.Finished : null),
            FailedPerMinute = Rate(entry => entry.State == OutboxState.Failed ? entry.Finished : null),
        };

        int Count(OutboxState state) => all.Count(entry => entry.State == state);
        double Rate(Func<OutboxEntry, DateTimeOffset?> time) => all.Count(entry => time(entry) > now - period) / period.TotalMinutes;
    }

    private MemoryOutboxLease Lend(MemoryOutbox.Row row, OutboxState from)
    {
        (row.Origin, row.State, row.Owner) = (from, OutboxState.Sending, this);
        row.Fence++;
        var record = row.Read();
        record.State = from;
        return new MemoryOutboxLease(this, shared, row, record);
    }

    private IEnumerable<MemoryOutbox.Row> Found(OutboxClaim claim)
    {
        var there = claim.Ids is { } ids ? ids.Select(shared.Find).OfType<MemoryOutbox.Row>() : shared.Rows.Where(IsDue);
        var free = there.Where(row => row.State == claim.From);
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
