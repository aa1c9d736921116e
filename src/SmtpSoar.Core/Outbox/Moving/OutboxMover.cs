using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Outbox.Moving;

/// <summary>Moves messages from one outbox to another, each exactly once, wherever it is interrupted.</summary>
/// <remarks>
/// Outboxes in one place pass a message on, without a copy. Otherwise:
/// The outbox that a message leaves decides, and nothing else has to be remembered. It sends the message no more; then the other one gets a
/// copy, which it does not send; then the first one writes down that it has handed the message over; then the other one begins to send it;
/// then the first one forgets it. Each step is durable before the next. A copy that was not handed over is never sent, and one that
/// was is never made again: neither the one nor the other depends on how long a move was interrupted.
/// </remarks>
/// <param name="source">The outbox that they leave.</param>
/// <param name="target">The outbox that they go to.</param>
internal sealed class OutboxMover(IOutboxStore source, IOutboxStore target)
{
    /// <summary>Moves a message.</summary>
    /// <returns>Whether it was there, and no other command had it.</returns>
    /// <exception cref="SmtpSoarException">It could not be moved. It is as it was, or a further call finishes what was begun.</exception>
    public async Task<bool> MoveAsync(string id, OutboxState state, CancellationToken cancellationToken)
    {
        if (await source.PassAsync(id, state, target, cancellationToken).ConfigureAwait(false) is { } isPassed)
            return isPassed;
        if (await ClaimAsync(source, id, state, cancellationToken).ConfigureAwait(false) is not { } lease)
            return false;
        lease.Record.Move = new OutboxMove(state, target.DisplayName, OutboxMoveStage.Leaving);
        await lease.FinishAsync(new OutboxOutcome(OutboxState.Moving) { KeepsTimes = true }).ConfigureAwait(false);
        return await FinishAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes what an earlier move of a message to this outbox has begun.</summary>
    /// <returns>Whether there was something to do, and no other command did it.</returns>
    public async Task<bool> FinishAsync(string id, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(source, id, OutboxState.Moving, cancellationToken).ConfigureAwait(false) is not { } lease)
            return false;
        if (lease.Record.Move is not { Stage: not OutboxMoveStage.Arrived } move || move.Other != target.DisplayName)
        {
            await lease.ReturnAsync().ConfigureAwait(false);
            return false;
        }

        if (move.Stage == OutboxMoveStage.Leaving)
            await HandOverAsync(lease, move, cancellationToken).ConfigureAwait(false);
        await BeginThereAsync(id, cancellationToken).ConfigureAwait(false);
        await lease.ReturnAsync().ConfigureAwait(false);
        await source.RemoveAsync(id, OutboxState.Moving, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async Task HandOverAsync(IOutboxLease lease, OutboxMove move, CancellationToken cancellationToken)
    {
        var copy = lease.Record.Clone();
        (copy.State, copy.Move) = (OutboxState.Moving, new OutboxMove(move.State, source.DisplayName, OutboxMoveStage.Arrived));
        var arrival = new OutboxArrival(copy, () => lease.OpenMessage(0));
        var failure = await Failures.OfAsync(() => target.ArriveAsync(arrival, cancellationToken)).ConfigureAwait(false);
        if (failure is not null)
        {
            await TakeBackAsync(lease, move).ConfigureAwait(false);
            throw failure;
        }

        lease.Record.Move = move with { Stage = OutboxMoveStage.HandedOver };
        await lease.KeepAsync().ConfigureAwait(false);
    }

    // Nothing was handed over, so this outbox may go on as before. A copy that the other one kept all the same is never sent.
    private static Task<OutboxState> TakeBackAsync(IOutboxLease lease, OutboxMove move)
    {
        lease.Record.Move = null;
        return lease.FinishAsync(new OutboxOutcome(move.State) { KeepsTimes = true });
    }

    private async Task BeginThereAsync(string id, CancellationToken cancellationToken)
    {
        var arrived = await ClaimAsync(target, id, OutboxState.Moving, cancellationToken).ConfigureAwait(false);
        if (arrived?.Record.Move is { Stage: OutboxMoveStage.Arrived } move)
        {
            arrived.Record.Move = null;
            await arrived.FinishAsync(new OutboxOutcome(move.State) { KeepsTimes = true }).ConfigureAwait(false);
            return;
        }

        if (arrived is not null)
            await arrived.ReturnAsync().ConfigureAwait(false);
        else if (!target.List(new OutboxQuery { Ids = [id] }).Any())
            throw Errors.OutboxMoveLost.With(id, target.DisplayName, source.DisplayName);
    }

    private static async Task<IOutboxLease?> ClaimAsync(
        IOutboxStore store, string id, OutboxState state, CancellationToken cancellationToken)
    {
        var claim = new OutboxClaim(state) { Ids = [id], OnDamaged = (_, damage) => throw damage };
        IReadOnlyList<IOutboxLease> leases = await store.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        return leases.Count == 0 ? null : leases[0];
    }
}
