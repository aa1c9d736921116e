using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Outbox.Sealing;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core;

/// <summary>An outbox that a command works in, whatever store keeps it. A <see cref="MailService"/> may send from the same.</summary>
public sealed class MailOutbox : IDisposable
{
    private readonly OutboxAccess? _access;

    /// <summary>Opens an outbox. Nothing is touched yet.</summary>
    /// <param name="location">The outbox; a path is a full one.</param>
    /// <param name="feedback">Hears of what could not be recovered.</param>
    /// <param name="asset">The asset, or <see langword="null"/> where none is given.</param>
    public MailOutbox(string location, IFeedback feedback, SmtpAsset? asset = null)
        : this(OutboxStores.Create(
            OutboxStores.Factories, new OutboxStoreContext(location, feedback, TimeProvider.System) { Asset = asset })) =>
        _access = new OutboxAccess(location, asset);

    internal MailOutbox(IOutboxStore store) => Store = store;

    internal IOutboxStore Store { get; }

    /// <summary>The name of the outbox in sentences, such as its path.</summary>
    public string DisplayName => Store.DisplayName;

    private static OutboxState[] Ended => [OutboxState.Sent, OutboxState.Failed];

    // The states in which no command has a message.
    private static OutboxState[] Lying =>
        [OutboxState.Waiting, OutboxState.Failed, OutboxState.Unknown, OutboxState.Held, OutboxState.Moving, OutboxState.Sent];

    /// <summary>Takes over what commands left that ended in the middle of their work, such as one that was killed.</summary>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be changed.</exception>
    public Task RecoverAsync(CancellationToken cancellationToken) => Store.RecoverAsync(cancellationToken);

    /// <summary>Lists messages, the oldest of each state first, read one after the other.</summary>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be read.</exception>
    public IEnumerable<OutboxEntry> List(OutboxQuery query) =>
        Store.List(query ?? throw new ArgumentNullException(nameof(query))).Select(WithAccess);

    /// <summary>Counts the messages of these states, due or not, without a look into them.</summary>
    /// <exception cref="SmtpSoarException">The outbox can't be read.</exception>
    public Task<int> CountAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken) =>
        Store.CountAsync(states, cancellationToken);

    /// <summary>Measures the outbox for a monitor.</summary>
    /// <param name="period">The time up to now of which the rates are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be read.</exception>
    public Task<OutboxMeasure> MeasureAsync(TimeSpan period, CancellationToken cancellationToken) =>
        Store.MeasureAsync(period, cancellationToken);

    /// <summary>Moves a message to another outbox, or finishes an earlier move of it to that one.</summary>
    /// <returns>Whether it moved: another command may have it.</returns>
    /// <exception cref="SmtpSoarException">It could not be moved. Moved again, it goes on where it stopped.</exception>
    public Task<bool> MoveAsync(OutboxEntry entry, MailOutbox target, CancellationToken cancellationToken)
    {
        _ = entry ?? throw new ArgumentNullException(nameof(entry));
        var mover = new OutboxMover(AsStored(this), AsStored(target ?? throw new ArgumentNullException(nameof(target))));
        return entry.State switch
        {
            OutboxState.Sending or OutboxState.Held => Task.FromResult(false),
            OutboxState.Moving => mover.FinishAsync(entry.Id, cancellationToken),
            var state => mover.MoveAsync(entry.Id, state, cancellationToken),
        };
    }

    /// <summary>Puts a failed message back to wait, for those recipients that have not got it.</summary>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="SmtpSoarException">It is not there, or has not failed.</exception>
    public Task<OutboxEntry> RetryAsync(string id, CancellationToken cancellationToken) =>
        PutBackAsync(id, new OutboxClaim(OutboxState.Failed) { OnDamaged = Throw }, Errors.OutboxEntryNotFailed, cancellationToken);

    /// <summary>Lets a message wait that is held.</summary>
    /// <returns>The message as it is now.</returns>
    /// <exception cref="SmtpSoarException">It is not there, or is not held.</exception>
    public Task<OutboxEntry> ReleaseAsync(string id, CancellationToken cancellationToken)
    {
        var claim = new OutboxClaim(OutboxState.Held) { OnDamaged = Throw };
        return PutBackAsync(id, claim, Errors.OutboxEntryNotHeld, cancellationToken);
    }

    private OutboxEntry WithAccess(OutboxEntry entry)
    {
        entry.Access = _access;
        return entry;
    }

    private static void Throw(string id, SmtpSoarException damage) => throw damage;

    private async Task<OutboxEntry> PutBackAsync(
        string id, OutboxClaim claim, ErrorDefinition refusal, CancellationToken cancellationToken)
    {
        var claimed = await Store.ClaimAsync(claim with { Ids = [id] }, cancellationToken).ConfigureAwait(false);
        if (claimed.Count == 0)
            throw refusal.With(id, Store.DisplayName);
        await new OutboxEntryLifecycle(claimed[0]).PutBackAsync().ConfigureAwait(false);
        return List(new OutboxQuery { States = [OutboxState.Waiting], Ids = [id] }).FirstOrDefault()
            ?? throw Errors.OutboxEntryNotFound.With(id, Store.DisplayName);
    }

    /// <summary>Lists messages without recovery: a look that changes nothing.</summary>
    /// <param name="location">The outbox; a path is a full one.</param>
    /// <param name="asset">The asset, or <see langword="null"/> where none is given.</param>
    /// <param name="query">Which messages.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="patience">The longest that it may take. A look that takes longer ends by itself.</param>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public static IReadOnlyList<OutboxEntry> Look(
        string location, SmtpAsset? asset, OutboxQuery query, int maxCount, TimeSpan patience)
    {
        var look = Task.Run<IReadOnlyList<OutboxEntry>>(() =>
        {
            using var outbox = new MailOutbox(location, new SwitchableFeedback(), asset);
            return [.. outbox.List(query).Take(maxCount)];
        });
        return Cancellation.Limit(look, patience, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Removes a message whole.</summary>
    /// <returns>Whether it was removed: it may have another state by now, or be gone.</returns>
    /// <exception cref="SmtpSoarException">A command sends it now, or it can't be removed.</exception>
    public Task<bool> RemoveAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        _ = entry ?? throw new ArgumentNullException(nameof(entry));
        if (!OutboxId.IsId(entry.Id))
            throw Errors.OutboxEntryNotFound.With(SafeText.Of(entry.Id), Store.DisplayName);
        return entry.State == OutboxState.Sending
            ? throw Errors.OutboxEntryBusy.With(entry.Id, Store.DisplayName)
            : Store.RemoveAsync(entry.Id, entry.State, cancellationToken);
    }

    /// <summary>Removes what is left of a message that can't be read, whatever state it has.</summary>
    /// <returns>Whether it was removed: a command may have it, or it is gone.</returns>
    /// <exception cref="SmtpSoarException">It can't be removed.</exception>
    public async Task<bool> RemoveDamagedAsync(string id, CancellationToken cancellationToken)
    {
        foreach (var state in Lying)
            if (await Store.RemoveAsync(id, state, cancellationToken).ConfigureAwait(false))
                return true;
        return false;
    }

    /// <summary>Lists the messages that were sent, or refused for good, so long ago or earlier.</summary>
    public IEnumerable<OutboxEntry> Outdated(TimeSpan age) => List(new OutboxQuery { States = Ended, FinishedFor = age });

    /// <summary>Removes messages that were sent, or refused for good, so long ago or earlier.</summary>
    /// <param name="age">How long ago.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many were removed.</returns>
    public Task<int> RemoveOutdatedAsync(TimeSpan age, int maxCount, CancellationToken cancellationToken) =>
        Store.RemoveAsync(new OutboxRemoval(Ended, age, maxCount), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    // An encrypted message moves as it is: the key stays with those who have it.
    private static IOutboxStore AsStored(MailOutbox outbox) =>
        outbox.Store is SealedOutboxStore { Inner: var inner } ? inner : outbox.Store;
}
