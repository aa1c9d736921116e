using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>One message of an outbox while this command has it, whatever store lends it.</summary>
/// <remarks>
/// A connection has a thread of its own, which waits here for the store: nothing else waits with it, and the store's own work goes by
/// other threads.
/// </remarks>
/// <param name="lease">The message as the store lends it.</param>
internal sealed class OutboxEntryLifecycle(IOutboxLease lease) : IDeliveryCheckpoint
{
    private readonly IReadOnlyList<RecipientResult> _asked = lease.Record.Open;
    private Task? _mark;

    internal OutboxRecord Record => lease.Record;

    internal string Id => lease.Record.Id;

    internal IOutboxLease Lease => lease;

    /// <summary>The state that it was taken from. A message whose outcome is unknown stays so until it was sent again.</summary>
    internal OutboxState Origin => lease.Origin;

    /// <summary>Whether a server may have taken it, as the store has it on record.</summary>
    internal bool MayBeTaken { get; private set; }

    /// <summary>Has a store keep a message.</summary>
    /// <exception cref="SmtpSoarException">It does not.</exception>
    internal static async Task<OutboxEntryLifecycle> AcceptAsync(
        IOutboxStore store, ComposedMessage message, string action, CancellationToken cancellationToken) =>
        new(await store.AcceptAsync(OutboxDraft.Of(message, action), cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public void Begin(CancellationToken cancellationToken)
    {
        // By another thread: this one has the first command to say.
        if (lease.MarksAhead)
            _mark ??= Task.Run(() => MarkAsync(null, cancellationToken), CancellationToken.None);
    }

    /// <inheritdoc/>
    public void BeforeLastByte() => Await(_mark ?? MarkAsync(null, CancellationToken.None));

    /// <inheritdoc/>
    public void BeforeDraft(MailboxDraft draft) => Await(MarkAnewAsync(draft with { IsMarked = true }));

    private void Await(Task mark)
    {
        _mark = null;
        if (Failures.Of(() => mark.GetAwaiter().GetResult()) is { } failure)
            throw failure;
        _mark = mark;
        lease.Confirm();
        MayBeTaken = true;
    }

    /// <inheritdoc/>
    public void NotTaken()
    {
        // If this write fails the message stays unknown, which is safer than a duplicate.
        if (MayBeTaken || _mark is not null)
            TryKeep();
    }

    /// <inheritdoc/>
    public bool Taken(IReadOnlyList<RecipientResult> results)
    {
        Merge(results);
        return TryKeep();
    }

    /// <inheritdoc/>
    public MailboxDraft? Draft => Record.Draft;

    /// <inheritdoc/>
    public void KeepDraft(MailboxDraft? draft)
    {
        Record.Draft = draft;

        // A draft that is gone may stay on record until the next write: to look for it in vain does no harm.
        if (draft is not null && Failures.Of(() => KeepAsync().GetAwaiter().GetResult()) is { } failure)
            throw failure;
    }

    /// <summary>Takes over what a server said about the recipients who had not got the message when it was claimed.</summary>
    /// <param name="results">The server's answers about each of them so far.</param>
    /// <returns>The same, and the answers about the others from before.</returns>
    internal IReadOnlyList<RecipientResult> Merge(IReadOnlyList<RecipientResult> results)
    {
        var asked = _asked.Zip(results, (known, said) => (known, said)).ToDictionary(pair => pair.known, pair => pair.said);
        var all = Record.Recipients.Select(known => asked.TryGetValue(known, out var said) ? said : known).ToList();
        foreach (var pair in asked)
            Take(pair.Key, pair.Value);
        return all;
    }

    /// <summary>Writes down what became of it, and gives it back.</summary>
    /// <returns>The state that it has. It is unknown where the store could not keep who has it.</returns>
    /// <exception cref="SmtpSoarException">That could not be written: the store's recovery has to find out.</exception>
    internal async Task<OutboxState> FinishAsync(OutboxOutcome outcome)
    {
        await SettleMarkAsync().ConfigureAwait(false);
        return await lease.FinishAsync(outcome).ConfigureAwait(false);
    }

    /// <summary>Asks those who were refused for good once more, as a person wishes.</summary>
    internal Task<OutboxState> PutBackAsync()
    {
        foreach (var refused in Record.Recipients.Where(recipient => recipient.Accepted == false))
            (refused.Accepted, refused.StatusCode, refused.EnhancedStatusCode, refused.Text) = (null, null, null, null);
        return FinishAsync(new OutboxOutcome(OutboxState.Waiting) { IsAnew = true });
    }

    // A refusal for now leaves the recipient open, and yet is shown. One that was not answered this time keeps what was said before.
    private static void Take(RecipientResult known, RecipientResult said)
    {
        if (said is { Accepted: null, StatusCode: null })
            return;
        known.Accepted = said.IsRefusedForNow ? null : said.Accepted;
        (known.StatusCode, known.EnhancedStatusCode, known.Text) = (said.StatusCode, said.EnhancedStatusCode, said.Text);
        known.OutcomeUnknown = said.OutcomeUnknown;
    }

    private async Task MarkAsync(MailboxDraft? draft, CancellationToken cancellationToken)
    {
        await BindAsync(draft).ConfigureAwait(false);
        var before = Record.Resent;
        try
        {
            Record.Resent |= Origin == OutboxState.Unknown;
            await lease.MarkAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Record.Resent = before;
            throw;
        }
    }

    // A later command asks about the draft that is on record as marked, and believes the answer. No other mark may stand beside that. The
    // record is written before the mark, since not every store writes it with the mark.
    private async Task BindAsync(MailboxDraft? draft)
    {
        var before = Record.Draft;
        var bound = draft ?? (before is null ? null : before with { IsMarked = false });
        if (bound == before)
            return;
        try
        {
            Record.Draft = bound;
            await lease.KeepAsync().ConfigureAwait(false);
        }
        catch
        {
            Record.Draft = before;
            throw;
        }
    }

    private async Task MarkAnewAsync(MailboxDraft draft)
    {
        await SettleMarkAsync().ConfigureAwait(false);
        await MarkAsync(draft, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task KeepAsync()
    {
        await SettleMarkAsync().ConfigureAwait(false);
        await lease.KeepAsync().ConfigureAwait(false);
    }

    // The message has all that is known by now, and is not under way.
    private bool TryKeep()
    {
        var failure = Failures.OfAsync(KeepAsync).GetAwaiter().GetResult();
        if (failure is not null)
            return false;
        MayBeTaken = false;
        return true;
    }

    // Two writes about one message are never under way at once. The outcome of a mark that nobody waited for is not needed any more.
    private async Task SettleMarkAsync()
    {
        if (_mark is { } mark)
            await Failures.OfAsync(() => mark).ConfigureAwait(false);
        _mark = null;
    }
}
