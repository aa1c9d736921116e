using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Copies;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Delivers from the outbox: a message that is not there yet is accepted first.</summary>
/// <remarks>One for each message. Any number of these, on any threads, share an <see cref="OutboxContext"/>.</remarks>
/// <param name="inner">The next one on the way out.</param>
/// <param name="work">The outbox.</param>
/// <param name="action">SOAR's name of the action.</param>
/// <param name="claimed">The message's entry where it comes from the outbox, or <see langword="null"/>.</param>
/// <param name="acceptance">Its acceptance, where that was begun before, or <see langword="null"/>.</param>
internal sealed class OutboxTransport(
    IMailSender inner, OutboxContext work, string action, OutboxEntryLifecycle? claimed, Task<OutboxEntryLifecycle>? acceptance = null)
    : IAcceptingSender
{
    private readonly OutboxRules _rules = new(work.Schedule);
    private OutboxEntryLifecycle? _accepted;
    private SmtpSoarException? _refusal;

    public async Task AcceptAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        _refusal = AsNotKept(
            await Failures.OfAsync(async () => _accepted = await KeepAsync(message, cancellationToken).ConfigureAwait(false))
                .ConfigureAwait(false));

    /// <summary>Whether the message is only kept, since this command sends no more.</summary>
    public bool IsLeftToOthers { get; init; }

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (claimed is null && _accepted is null && _refusal is null)
            await AcceptAsync(message, cancellationToken).ConfigureAwait(false);
        var (entry, refusal, stored) = (claimed ?? _accepted, _refusal, message.Message);
        (_accepted, _refusal) = (null, null);

        if (refusal is not null || entry is null)
            return DeliveryReceipt.Failed(refusal!);
        if (IsLeftToOthers && entry.Lease.IsLent)
            await GuardAsync(entry, entry.Lease.ReturnAsync).ConfigureAwait(false);
        if (IsLeftToOthers || !entry.Lease.IsLent)
            return Describe(entry, new DeliveryReceipt { IsKept = true, IsLeftToOthers = true, Recipients = entry.Record.Recipients });
        if (work.Pause.Failure is { } known)
            return await GiveBackAsync(entry, known).ConfigureAwait(false);

        // The bytes that were accepted are sent, and not what the user's files have become meanwhile.
        if (claimed is null && Failures.Of(() => stored = OutboxMessageReader.Of(entry.Lease, message.Message)) is { } obstacle)
            return await SettleAsync(entry, DeliveryReceipt.Failed(obstacle)).ConfigureAwait(false);
        var kept = new OutboundMessage(stored, entry) { Accepted = entry.Record.Accepted };
        var receipt = await inner.SendAsync(kept, cancellationToken).ConfigureAwait(false);
        return await SettleAsync(entry, receipt).ConfigureAwait(false);
    }

    private Task<OutboxEntryLifecycle> KeepAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        acceptance ?? OutboxEntryLifecycle.AcceptAsync(work.Store, message.Message, action, cancellationToken);

    // An error of the outbox says the same to commands that send nothing: what became of this message stands here.
    private static SmtpSoarException? AsNotKept(SmtpSoarException? refusal) => refusal is null || !Errors.MeansNotKept(refusal.Definition)
        ? refusal
        : refusal.Advising($"{refusal.Advice} {Messages.NotKept}");

    private async Task<DeliveryReceipt> SettleAsync(OutboxEntryLifecycle entry, DeliveryReceipt receipt)
    {
        var (record, failure) = (entry.Record, receipt.Failure);
        var recipients = entry.Merge(receipt.Recipients ?? []);
        record.Attempts += Math.Max(receipt.Attempts, 1);
        record.ServerResponse = failure is null ? receipt.Response : failure.Reply?.ToString();
        (record.ErrorId, record.LastError) = (failure?.ErrorId, failure?.Sentence);
        var outcome = failure is null
            ? await AfterSentAsync(entry).ConfigureAwait(false)
            : await AfterFailureAsync(entry, failure).ConfigureAwait(false);
        var state = await FinishAsync(entry, outcome).ConfigureAwait(false);
        return Describe(entry, receipt) with
        {
            Recipients = recipients,
            IsKept = state == OutboxState.Waiting,
            Failure = failure?.Advising($"{failure.Advice} {Messages.KeptInOutbox(state, work.Store.DisplayName)}"),
        };
    }

    private static DeliveryReceipt Describe(OutboxEntryLifecycle entry, DeliveryReceipt receipt) =>
        receipt with { OutboxId = entry.Id, StoredSize = entry.Record.Size };

    private async Task<OutboxOutcome> AfterSentAsync(OutboxEntryLifecycle entry)
    {
        await work.EndPauseAsync().ConfigureAwait(false);
        return _rules.AfterSent(entry);
    }

    private async Task<OutboxOutcome> AfterFailureAsync(OutboxEntryLifecycle entry, SmtpSoarException failure)
    {
        var disposition = entry.MayBeTaken
            ? OutboxDisposition.Unknown
            : OutboxDispositionRules.Of(failure, entry.Record.Open.Count > 0);
        if (disposition == OutboxDisposition.ServerAway)
            await work.BeginPauseAsync(failure).ConfigureAwait(false);
        return _rules.AfterFailure(entry, failure, disposition);
    }

    private async Task<OutboxState> FinishAsync(OutboxEntryLifecycle entry, OutboxOutcome outcome)
    {
        var reached = outcome.State;
        await GuardAsync(entry, async () => reached = await entry.FinishAsync(outcome).ConfigureAwait(false)).ConfigureAwait(false);
        if (reached != outcome.State)
            work.Feedback.Warning(Messages.OutboxNotRecorded(entry.Lease.Place, Messages.NoRoom));
        return reached;
    }

    private async Task<DeliveryReceipt> GiveBackAsync(OutboxEntryLifecycle entry, SmtpSoarException known)
    {
        await GuardAsync(entry, entry.Lease.ReturnAsync).ConfigureAwait(false);
        var receipt = DeliveryReceipt.Failed(known.Advising(Messages.NotTriedYet(work.Store.DisplayName)));
        return Describe(entry, receipt) with { IsKept = entry.Origin == OutboxState.Waiting };
    }

    // It is known what became of the message, and only that can't be written down: no reason to tell anything else.
    private async Task GuardAsync(OutboxEntryLifecycle entry, Func<Task> write)
    {
        if (await Failures.OfAsync(write).ConfigureAwait(false) is { } failure)
            work.Feedback.Warning(Messages.OutboxNotRecorded(entry.Lease.Place, failure.InnerException?.Message ?? failure.Sentence));
    }
}
