using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Smtp;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Outbox;

/// <summary>Delivers from the outbox: what is not there yet is written there first.</summary>
/// <remarks>Any number of these, one for each thread, share an <see cref="OutboxContext"/>.</remarks>
internal sealed class OutboxTransport(IMailSender inner, OutboxContext work) : IMailSender
{
    public async Task DeliverAsync(ComposedMessage message, SoarActionResult result, CancellationToken cancellationToken)
    {
        var entry = message.Entry ?? work.Folder.Accept(message, result.Action, cancellationToken);
        result.OutboxId = entry.Id;
        result.Size = entry.Record.Size;
        if (work.Pause.Failure is { } known)
        {
            GiveBack(entry);
            result.IsKept = entry.Origin == OutboxState.Waiting;
            throw known.Advising(Messages.NotTriedYet(work.Folder.Path));
        }

        // What was accepted is what is sent, and nothing that has changed meanwhile.
        var stored = message.Entry is null ? OutboxMessageReader.Of(entry, message) : message;
        var failure = await Failures.OfAsync(() => inner.DeliverAsync(stored, result, cancellationToken)).ConfigureAwait(false);
        result.Recipients = entry.Merge(result.Recipients);
        ToBuffered(entry, result, failure);
    }

    private void ToBuffered(ClaimedEntry entry, SoarActionResult result, SmtpSoarException? failure)
    {
        var record = entry.Record;
        record.Attempts += Math.Max(result.Attempts, 1);
        record.ServerResponse = failure is null ? result.ServerResponse : failure.Reply?.ToString();
        (record.ErrorId, record.LastError) = (failure?.ErrorId, failure?.Sentence);
        var state = failure is null ? SettleSent(entry) : SettleFailed(entry, failure);
        result.IsKept = state == OutboxState.Waiting;
        if (failure is not null)
            throw failure.Advising($"{failure.Advice} {Messages.KeptInOutbox(state, work.Folder.Path)}");
    }

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

    private void GiveBack(ClaimedEntry entry) => Guard(entry, () => entry.Return(entry.Origin));

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
