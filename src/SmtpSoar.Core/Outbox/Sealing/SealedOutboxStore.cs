using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>Stands above a store: what goes in is encrypted, where the asset has a key, and what comes out is decrypted.</summary>
/// <param name="inner">The store.</param>
/// <param name="sealer">The keys, or <see langword="null"/> where there are none.</param>
internal sealed class SealedOutboxStore(IOutboxStore inner, OutboxSealer? sealer) : IOutboxStore
{
    /// <summary>The store, with messages as they lie in it.</summary>
    public IOutboxStore Inner => inner;

    public string DisplayName => inner.DisplayName;

    public int ClaimBatch => inner.ClaimBatch;

    public IFleetLimits? Limits => inner.Limits;

    public bool AcceptsTogether => inner.AcceptsTogether;

    public bool IsLeftToOthers => inner.IsLeftToOthers;

    public Task RecoverAsync(CancellationToken cancellationToken) => inner.RecoverAsync(cancellationToken);

    public async Task<IOutboxLease> AcceptAsync(OutboxDraft draft, CancellationToken cancellationToken) =>
        Unsealing(await inner.AcceptAsync(draft with { Sealer = sealer }, cancellationToken).ConfigureAwait(false));

    public Task<bool> MayHaveDueAsync(CancellationToken cancellationToken) => inner.MayHaveDueAsync(cancellationToken);

    public OutboxWait WaitForDue(TimeSpan pause, TimeSpan limit, CancellationToken stop) => inner.WaitForDue(pause, limit, stop);

    public async Task<IReadOnlyList<IOutboxLease>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken) =>
        [.. (await inner.ClaimAsync(claim, cancellationToken).ConfigureAwait(false)).Select(Unsealing)];

    public IEnumerable<OutboxEntry> List(OutboxQuery query) => inner.List(query);

    public Task<int> CountAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken) =>
        inner.CountAsync(states, cancellationToken);

    public Task<OutboxMeasure> MeasureAsync(TimeSpan period, CancellationToken cancellationToken) =>
        inner.MeasureAsync(period, cancellationToken);

    public Task<bool> RemoveAsync(string id, OutboxState state, CancellationToken cancellationToken) =>
        inner.RemoveAsync(id, state, cancellationToken);

    public Task<int> RemoveAsync(OutboxRemoval removal, CancellationToken cancellationToken) =>
        inner.RemoveAsync(removal, cancellationToken);

    public Task ArriveAsync(OutboxArrival arrival, CancellationToken cancellationToken) => inner.ArriveAsync(arrival, cancellationToken);

    public Task<bool?> PassAsync(string id, OutboxState state, IOutboxStore target, CancellationToken cancellationToken) =>
        inner.PassAsync(id, state, target, cancellationToken);

    public Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public void Dispose() => inner.Dispose();

    private IOutboxLease Unsealing(IOutboxLease lease) =>
        lease.Record.Seal is { } seal ? new SealedOutboxLease(lease, seal, sealer) : lease;
}
