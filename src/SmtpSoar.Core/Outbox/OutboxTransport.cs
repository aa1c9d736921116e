using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Outbox;

/// <summary>Delivers from the outbox: what is not there yet is written there first.</summary>
/// <remarks>Any number of these, one for each thread, share an <see cref="OutboxContext"/>.</remarks>
/// <param name="inner">The next one on the way out.</param>
/// <param name="work">The outbox.</param>
/// <param name="action">SOAR's name of the action.</param>
/// <param name="claimed">The message's entry where it comes from the outbox, or <see langword="null"/>.</param>
internal sealed class OutboxTransport(IMailSender inner, OutboxContext work, string action, ClaimedEntry? claimed) : IMailSender
{
    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var entry = claimed;
        var stored = message.Message;
        var refusal = Failures.Of(() =>
        {
            // What was accepted is what is sent, and nothing that has changed meanwhile.
            entry ??= work.Folder.Accept(message.Message, action, cancellationToken);
            if (claimed is null && work.Pause.Failure is null)
                stored = OutboxMessageReader.Of(entry, message.Message);
        });
        if (refusal is not null)
            return DeliveryReceipt.Failed(refusal);
        if (work.Pause.Failure is { } known)
            return GiveBack(entry!, known);
        var receipt = await inner.SendAsync(new OutboundMessage(stored, entry), cancellationToken).ConfigureAwait(false);
        return Settle(entry!, receipt);
    }

    private DeliveryReceipt Settle(ClaimedEntry entry, DeliveryReceipt receipt)
    {
        var (record, failure) = (entry.Record, receipt.Failure);
        var recipients = entry.Merge(receipt.Recipients ?? []);
        record.Attempts += Math.Max(receipt.Attempts, 1);
        record.ServerResponse = failure is null ? receipt.Response : failure.Reply?.ToString();
        (record.ErrorId, record.LastError) = (failure?.ErrorId, failure?.Sentence);
        var state = failure is null ? SettleSent(entry) : SettleFailed(entry, failure);
        return Describe(entry, receipt) with
        {
            Recipients = recipients,
            IsKept = state == OutboxState.Waiting,
            Failure = failure?.Advising($"{failure.Advice} {Messages.KeptInOutbox(state, work.Folder.Path)}"),
        };
    }

    private static DeliveryReceipt Describe(ClaimedEntry entry, DeliveryReceipt receipt) =>
        receipt with { OutboxId = entry.Id, StoredSize = entry.Record.Size };

    // Whoever was refused for now gets it later, and nobody else.
    private OutboxState SettleSent(ClaimedEntry entry)
    {
        work.Pause.End();
        var record = entry.Record;
        var open = record.Open;
        var refused = open.Count > 0 ? open : record.Refused;
        if (refused.Count > 0)
            (record.ErrorId, record.LastError) = (nameof(Errors.RecipientRefused), RefusalList.Of(refused));
        return open.Count == 0 ? Finish(entry, OutboxState.Sent) : Wait(entry);
    }

    private OutboxState SettleFailed(ClaimedEntry entry, SmtpSoarException failure)
    {
        var disposition = entry.IsMarked ? OutboxDisposition.Unknown : OutboxDispositionRules.Of(failure, entry.Record.Open.Count > 0);
        if (disposition == OutboxDisposition.ServerAway)
            work.Pause.Begin(failure);
        return disposition switch
        {
            OutboxDisposition.Unknown => Finish(entry, OutboxState.Unknown),
            _ when entry.Origin == OutboxState.Unknown => Finish(entry, OutboxState.Unknown),
            OutboxDisposition.Fails => Finish(entry, OutboxState.Failed),

            // Whoever stopped it may go on whenever they like.
            _ when failure.ErrorId == nameof(Errors.Stopped) => Finish(entry, OutboxState.Waiting),
            _ => Wait(entry),
        };
    }

    private OutboxState Wait(ClaimedEntry entry)
    {
        var record = entry.Record;
        if (work.Schedule.IsOver(record.Since))
            return Finish(entry, OutboxState.Failed);
        return Finish(entry, OutboxState.Waiting, work.Schedule.Next(++record.Rounds));
    }

    private OutboxState Finish(ClaimedEntry entry, OutboxState state, DateTimeOffset? nextTry = null)
    {
        entry.Record.NextTry = nextTry;
        entry.Record.Finished = state == OutboxState.Waiting ? null : work.Folder.Clock.GetUtcNow();
        var reached = state;
        Guard(entry, () => reached = entry.Finish(state));
        if (reached != state)
            work.Feedback.Warning(Messages.OutboxNotRecorded(entry.Folder, Messages.NoRoom));
        return reached;
    }

    private DeliveryReceipt GiveBack(ClaimedEntry entry, SmtpSoarException known)
    {
        Guard(entry, () => entry.Return(entry.Origin));
        var receipt = DeliveryReceipt.Failed(known.Advising(Messages.NotTriedYet(work.Folder.Path)));
        return Describe(entry, receipt) with { IsKept = entry.Origin == OutboxState.Waiting };
    }

    // It is known what became of the message, and only that can't be written down: no reason to tell anything else.
    private void Guard(ClaimedEntry entry, Action record)
    {
        try
        {
            record();
        }
        catch (Exception cause) when (OutboxFolder.IsFault(cause))
        {
            work.Feedback.Warning(Messages.OutboxNotRecorded(entry.Folder, cause.Message));
        }
    }
}
