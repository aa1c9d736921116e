using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Runtime;

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

    // A damaged message goes to nobody as it is. One that is out of reach for now stays where it was.
    private static async Task<OutboxState> PutAwayAsync(OutboxEntryLifecycle entry, SmtpSoarException damage, OutboxSchedule schedule)
    {
        if (damage.Is(Errors.OutboxNotReadable))
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
