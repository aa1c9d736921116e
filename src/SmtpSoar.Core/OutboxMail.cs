using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core;

/// <summary>Makes what <see cref="MailService"/> sends of a message in the outbox.</summary>
internal static class OutboxMail
{
    internal static async Task<PreparedMail> PrepareAsync(IOutboxLease lease, OutboxSchedule schedule)
    {
        var entry = new OutboxEntryLifecycle(lease);
        var prepared = new PreparedMail(new Request(entry.Record.Action)) { OutboxId = entry.Id, Entry = entry };
        prepared.Failure = Failures.Of(() => prepared.Message = OutboxMessageReader.Of(lease));
        if (prepared.Failure is { } damage)
            prepared.IsKept = await PutAwayAsync(entry, damage, schedule).ConfigureAwait(false) == OutboxState.Waiting;
        return prepared;
    }

    /// <summary>Gets the outcome of a message whose draft was asked about.</summary>
    internal static MailOutcome ToOutcome(OutboxRecord record, DeliveryReceipt receipt)
    {
        var result = new PreparedMail(new Request(record.Action)) { OutboxId = record.Id }.ToResult();
        result.MessageId = record.MessageId;
        ResultMapper.Fill(
            result, receipt with { Recipients = record.Recipients, Attempts = record.Attempts, StoredSize = record.Size });
        if (receipt.Failure is { } failure)
            return MailOutcome.Failed(result, failure);
        (result.Status, result.Message) = ("success", Messages.EmailSent);
        return new MailOutcome(result, null);
    }

    // A damaged message goes to nobody as it is. One that is out of reach for now stays where it was.
    private static async Task<OutboxState> PutAwayAsync(OutboxEntryLifecycle entry, SmtpSoarException damage, OutboxSchedule schedule)
    {
        if (damage.Is(Errors.OutboxNotReadable) || OutboxDispositionRules.Of(damage, true) == OutboxDisposition.DueAtOnce)
        {
            await entry.Lease.ReturnAsync().ConfigureAwait(false);
            return entry.Origin;
        }

        return await entry.FinishAsync(OutcomeOf(entry, damage, schedule)).ConfigureAwait(false);
    }

    private static OutboxOutcome OutcomeOf(OutboxEntryLifecycle entry, SmtpSoarException damage, OutboxSchedule schedule)
    {
        (entry.Record.ErrorId, entry.Record.LastError) = (damage.ErrorId, damage.Sentence);

        // Another command, or this one by a better asset, has the key.
        if (damage.Is(Errors.OutboxKeyMissing) && entry.Origin != OutboxState.Unknown)
            return new OutboxOutcome(OutboxState.Waiting) { Delay = schedule.Next(++entry.Record.Rounds) };
        return new OutboxOutcome(entry.Origin == OutboxState.Unknown ? OutboxState.Unknown : OutboxState.Failed);
    }

    private sealed class Request(string action) : MailRequest
    {
        public override string Action => action;
    }
}
