using System;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Decides what becomes of a message that was tried, from what is known of it. Touches no store.</summary>
/// <param name="schedule">When waiting messages are due.</param>
internal sealed class OutboxRules(OutboxSchedule schedule)
{
    /// <summary>Decides about a message that a server took, at least for some recipients.</summary>
    // A recipient who was refused for now gets it later, and no other does.
    internal OutboxOutcome AfterSent(OutboxEntryLifecycle entry)
    {
        var record = entry.Record;
        var open = record.Open;
        var refused = open.Count > 0 ? open : record.Refused;
        if (refused.Count > 0)
            (record.ErrorId, record.LastError) = (nameof(Errors.RecipientRefused), RefusalList.Of(refused));
        return open.Count == 0 ? new OutboxOutcome(OutboxState.Sent) : Wait(entry);
    }

    /// <summary>Decides about a message that was not sent, as far as is known.</summary>
    internal OutboxOutcome AfterFailure(
        OutboxEntryLifecycle entry, SmtpSoarException failure, OutboxDisposition disposition) => disposition switch
    {
        OutboxDisposition.Unknown => new OutboxOutcome(OutboxState.Unknown),
        _ when entry.Origin == OutboxState.Unknown => new OutboxOutcome(OutboxState.Unknown),
        OutboxDisposition.Fails => new OutboxOutcome(OutboxState.Failed),
        OutboxDisposition.DueAtOnce => new OutboxOutcome(OutboxState.Waiting),
        _ => Wait(entry, failure.RetryAfter ?? TimeSpan.Zero),
    };

    // A server that names a time is not asked sooner.
    private OutboxOutcome Wait(OutboxEntryLifecycle entry, TimeSpan least = default)
    {
        if (OutboxSchedule.IsOver(entry.Lease.Waited))
            return new OutboxOutcome(OutboxState.Failed);
        var delay = schedule.Next(++entry.Record.Rounds);
        return new OutboxOutcome(OutboxState.Waiting) { Delay = delay < least ? least : delay };
    }
}
