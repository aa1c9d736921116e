using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Asks what became of messages whose outcome is unknown, by the drafts that are on record for them.</summary>
/// <remarks>
/// A message stays unknown in the store until the answer is written down, and no mark is made: a draft goes once, however often that is
/// asked for, so that a process which ends in between, or two that ask at the same time, double nothing.
/// </remarks>
/// <param name="work">The outbox.</param>
/// <param name="inquirers">Those who can ask, with their assets.</param>
internal sealed class DraftInquiry(OutboxContext work, IReadOnlyList<(IDraftInquirer Inquirer, TransportContext Context)> inquirers)
{
    private readonly HashSet<string> _silent = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks about a message.</summary>
    /// <returns>
    /// Its record and the receipt, or <see langword="null"/>: another command has the message, or there was nobody to ask.
    /// </returns>
    internal async Task<(OutboxRecord Record, DeliveryReceipt Receipt)?> AskAsync(
        string id, Action<string, SmtpSoarException> onDamaged, CancellationToken cancellationToken)
    {
        var claim = new OutboxClaim(OutboxState.Unknown) { Ids = [id], OnDamaged = onDamaged };
        var claimed = await work.Store.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        if (claimed.Count == 0)
            return null;
        var lease = claimed[0];
        if (await AskAsync(lease.Record, cancellationToken).ConfigureAwait(false) is not { } receipt)
        {
            await GuardAsync(lease, lease.ReturnAsync).ConfigureAwait(false);
            return null;
        }

        var outcome = Settle(lease.Record, receipt);
        await GuardAsync(lease, () => lease.FinishAsync(outcome)).ConfigureAwait(false);
        return (lease.Record, receipt);
    }

    // A mailbox that did not tell about one message does not tell about the next one in the same minute.
    private async Task<DeliveryReceipt?> AskAsync(OutboxRecord record, CancellationToken cancellationToken)
    {
        if (record.Draft is not { IsMarked: true, Id: not null } draft || _silent.Contains(draft.Mailbox))
            return null;
        foreach (var (inquirer, context) in inquirers)
        {
            if (await inquirer.AskAsync(context, draft, record.Sender, record.Size, cancellationToken).ConfigureAwait(false)
                is not { } receipt)
                continue;
            if (receipt.Failure is not { } failure || failure.Is(Errors.OutboxDraftGone))
                return receipt;
            if (failure.Is(Errors.Stopped))
                return null;
            _silent.Add(draft.Mailbox);
            return receipt with { Failure = Errors.OutboxDraftUnasked.Because(failure, draft.Mailbox, failure.Sentence) };
        }

        return null;
    }

    private OutboxOutcome Settle(OutboxRecord record, DeliveryReceipt receipt)
    {
        (record.ErrorId, record.LastError) = (receipt.Failure?.ErrorId, receipt.Failure?.Sentence);
        if (receipt.Failure is { } failure)
            return failure.Is(Errors.OutboxDraftGone) ? Forget(record) : new OutboxOutcome(OutboxState.Unknown) { Delay = Next(record) };
        record.Draft = null;
        record.Attempts++;
        record.ServerResponse = receipt.Response;
        foreach (var open in record.Open)
            (open.Accepted, open.OutcomeUnknown, open.Text) = (true, false, receipt.Response);
        return new OutboxOutcome(OutboxState.Sent);
    }

    // Nobody can be asked any more.
    private static OutboxOutcome Forget(OutboxRecord record)
    {
        record.Draft = null;
        return new OutboxOutcome(OutboxState.Unknown);
    }

    private TimeSpan Next(OutboxRecord record) => work.Schedule.Next(++record.Rounds);

    // The answer is not lost with a write that fails: the next command gets the same one.
    private async Task GuardAsync(IOutboxLease lease, Func<Task> write)
    {
        if (await Failures.OfAsync(write).ConfigureAwait(false) is { } failure)
            work.Feedback.Warning(Messages.OutboxNotRecorded(lease.Place, failure.InnerException?.Message ?? failure.Sentence));
    }
}
