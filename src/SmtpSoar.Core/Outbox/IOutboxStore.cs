using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Outbox;

/// <summary>One command's place in an outbox, whatever keeps its messages. Safe for many threads.</summary>
/// <remarks>
/// The constructor touches nothing. Every member throws <see cref="SmtpSoarException"/> and nothing else. All times that decide are by
/// the store's own clock: callers give durations, and read instants only to show them. Each message is lent to one command at a time;
/// a store that lends for a limited time renews its leases by itself, until it is disposed of.
/// </remarks>
internal interface IOutboxStore : IDisposable
{
    /// <summary>The outbox in a sentence, such as its path.</summary>
    string DisplayName { get; }

    /// <summary>How many messages are best claimed at once. They are out of others' reach until finished or returned.</summary>
    int ClaimBatch { get; }

    /// <summary>The limits that all machines keep together; <see langword="null"/>: a store for one machine.</summary>
    IFleetLimits? Limits { get; }

    /// <summary>Whether messages that are accepted at the same time share the cost, so that several are best begun together.</summary>
    bool AcceptsTogether { get; }

    /// <summary>Whether this user may only put messages in, as far as that has shown: others send them.</summary>
    bool IsLeftToOthers { get; }

    /// <summary>Takes over the messages of commands that ended in the middle of their work, and begins to work in the outbox.</summary>
    /// <remarks>
    /// A message that was marked becomes unknown; another one goes back to where it was taken from. A command that stays does this
    /// again and again, since others may end at any time.
    /// </remarks>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be changed.</exception>
    Task RecoverAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a message, and lends it. The outbox is made where there is none.</summary>
    /// <remarks>When this is done no crash loses the message. If it fails, the store keeps nothing of the message.</remarks>
    Task<IOutboxLease> AcceptAsync(OutboxDraft draft, CancellationToken cancellationToken);

    /// <summary>Takes a cheap look: a worker that stays asks again and again.</summary>
    /// <returns>Whether messages may be due. Only a claim tells for sure.</returns>
    Task<bool> MayHaveDueAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Blocks the caller's thread until messages may be due, others may have ended, the time is over or the caller is stopped. It is for a
    /// worker whose last look found nothing.
    /// </summary>
    /// <param name="pause">The longest time between two looks of those who wait, by which a message may begin later.</param>
    /// <param name="limit">The time after which the caller has other things to do.</param>
    /// <param name="stop">Ends it at once, without an exception.</param>
    /// <returns>How it ended. A store that gives <see cref="OutboxWait.None"/> has not waited.</returns>
    OutboxWait WaitForDue(TimeSpan pause, TimeSpan limit, CancellationToken stop);

    /// <summary>Lends messages: those that were named and are still there, or those that are due.</summary>
    /// <returns>The leases, in the order of the ids. No other command gets one of these messages meanwhile.</returns>
    Task<IReadOnlyList<IOutboxLease>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken);

    /// <summary>Lists messages, the oldest of each state first, read as they are asked for. Needs no right to change the outbox.</summary>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be read.</exception>
    IEnumerable<OutboxEntry> List(OutboxQuery query);

    /// <summary>Counts the messages of these states, due or not, without a look into them.</summary>
    Task<int> CountAsync(IReadOnlyCollection<OutboxState> states, CancellationToken cancellationToken);

    /// <summary>Measures the outbox for a monitor. Needs no right to change it.</summary>
    /// <param name="period">The time up to now of which the rates are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">There is no outbox, or it can't be read.</exception>
    Task<OutboxMeasure> MeasureAsync(TimeSpan period, CancellationToken cancellationToken);

    /// <summary>Removes a message whole, where it still has this state.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveAsync(string id, OutboxState state, CancellationToken cancellationToken);

    /// <summary>Removes messages of an age, each whole, the oldest first. Those that a command has are left.</summary>
    /// <returns>How many were removed. Fewer than the most that were wanted: no more are there.</returns>
    Task<int> RemoveAsync(OutboxRemoval removal, CancellationToken cancellationToken);

    /// <summary>Keeps a message of another outbox under the id that it had there, in the state <see cref="OutboxState.Moving"/>.</summary>
    /// <remarks>
    /// It is lent to nobody but by a claim of that state. When this is done no crash loses it; if it fails, nothing of it is kept. An
    /// arrival of this id that is there already makes room for this one. The outbox is made where there is none.
    /// </remarks>
    /// <exception cref="SmtpSoarException">OutboxEntryPresent: the id has another state; nothing was changed.</exception>
    Task ArriveAsync(OutboxArrival arrival, CancellationToken cancellationToken);

    /// <summary>Gives a message to another outbox that is kept in the same place, with everything that is known of it.</summary>
    /// <param name="id">The message.</param>
    /// <param name="state">The state that it has, and keeps. Neither <see cref="OutboxState.Sending"/> nor Moving.</param>
    /// <param name="target">The other outbox.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was there, and no command had it; <see langword="null"/>: the other outbox needs a copy.</returns>
    Task<bool?> PassAsync(string id, OutboxState state, IOutboxStore target, CancellationToken cancellationToken);

    /// <summary>Makes durable what was finished and may wait for the next mark. Disposing of the store does so too.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}

/// <summary>Tells how a store has waited for messages that are due.</summary>
internal enum OutboxWait
{
    /// <summary>It does not wait: its caller pauses, and looks again.</summary>
    None,

    /// <summary>It has ended early: messages may be due, or there is something to recover.</summary>
    Woken,

    /// <summary>The time is over: nothing was due, and nothing to be recovered.</summary>
    Over,
}
