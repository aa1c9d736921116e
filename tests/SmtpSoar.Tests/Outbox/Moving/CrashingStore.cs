using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.IO;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Tests.Outbox.Moving;

/// <summary>Ends a process at one of the steps that it takes in outboxes, right before it or right after.</summary>
internal sealed class CrashPoint(int step, bool isAfter)
{
    private int _step;

    public bool IsReached { get; private set; }

    public T At<T>(Func<T> work)
    {
        var isNow = ++_step == step;
        if (IsReached || (isNow && !isAfter))
            throw Crash();
        var made = work();
        return isNow ? throw Crash() : made;
    }

    private InvalidOperationException Crash()
    {
        IsReached = true;
        return new InvalidOperationException("The process was killed.");
    }
}

/// <summary>A store that counts its steps, and may be killed at one.</summary>
internal sealed class CrashingStore(IOutboxStore inner, CrashPoint crash) : IOutboxStore
{
    public string DisplayName => inner.DisplayName;

    public IFleetLimits? Limits => null;

    public bool AcceptsTogether => false;

    public bool IsLeftToOthers => false;

    public int ClaimBatch => inner.ClaimBatch;

    public Task RecoverAsync(CancellationToken cancellationToken) => crash.At(() => Done(inner.RecoverAsync(cancellationToken)));

    public Task<IOutboxLease> AcceptAsync(OutboxDraft draft, CancellationToken cancellationToken) =>
        crash.At(() => Done(inner.AcceptAsync(draft, cancellationToken)));

    public Task<bool> MayHaveDueAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public OutboxWait WaitForDue(TimeSpan pause, TimeSpan limit, CancellationToken stop) => OutboxWait.None;

    public Task<IReadOnlyList<IOutboxLease>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken) => crash.At(() =>
        Task.FromResult<IReadOnlyList<IOutboxLease>>([.. Done(inner.ClaimAsync(claim, cancellationToken)).Result.Select(Wrap)]));

    public IEnumerable<OutboxEntry> List(OutboxQuery query) => crash.At(() => inner.List(query).ToList());

    public Task<int> CountAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken) =>
        inner.CountAsync(states, cancellationToken);

    public Task<OutboxMeasure> MeasureAsync(TimeSpan period, CancellationToken cancellationToken) =>
        inner.MeasureAsync(period, cancellationToken);

    public Task<bool> RemoveAsync(string id, OutboxState state, CancellationToken cancellationToken) =>
        crash.At(() => Done(inner.RemoveAsync(id, state, cancellationToken)));

    public Task<int> RemoveAsync(OutboxRemoval removal, CancellationToken cancellationToken) =>
        crash.At(() => Done(inner.RemoveAsync(removal, cancellationToken)));

    public Task ArriveAsync(OutboxArrival arrival, CancellationToken cancellationToken) =>
        crash.At(() => Done(inner.ArriveAsync(arrival, cancellationToken)));

    public Task<bool?> PassAsync(string id, OutboxState state, IOutboxStore target, CancellationToken cancellationToken) =>
        Task.FromResult<bool?>(null);

    public Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public void Dispose() => inner.Dispose();

    private IOutboxLease Wrap(IOutboxLease lease) => new Lease(lease, crash);

    private static Task Done(Task task)
    {
        task.GetAwaiter().GetResult();
        return task;
    }

    private static Task<T> Done<T>(Task<T> task)
    {
        task.GetAwaiter().GetResult();
        return task;
    }

    private sealed class Lease(IOutboxLease inner, CrashPoint crash) : IOutboxLease
    {
        public OutboxRecord Record => inner.Record;

        public OutboxState Origin => inner.Origin;

        public string Place => inner.Place;

        public bool IsLent => true;

        public TimeSpan Waited => inner.Waited;

        public bool MarksAhead => inner.MarksAhead;

        public Stream OpenMessage(long position) => crash.At(() => inner.OpenMessage(position));

        public Task MarkAsync(CancellationToken cancellationToken) => crash.At(() => Done(inner.MarkAsync(cancellationToken)));

        public void Confirm() => inner.Confirm();

        public Task KeepAsync() => crash.At(() => Done(inner.KeepAsync()));

        public Task<OutboxState> FinishAsync(OutboxOutcome outcome) => crash.At(() => Done(inner.FinishAsync(outcome)));

        public Task ReturnAsync() => crash.At(() => Done(inner.ReturnAsync()));
    }
}
