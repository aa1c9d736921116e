using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph.Drafts;

/// <summary>Sends a draft that is whole, and finds out whether an earlier request to send it did so.</summary>
/// <param name="api">Asks.</param>
/// <param name="failures">Tells what an answer means.</param>
/// <param name="mailbox">The mailbox.</param>
internal sealed class DraftSender(GraphApi api, GraphFailures failures, string mailbox)
{
    private const int MaxSends = 2;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <summary>Sends a draft. One draft can be sent once only, so another request for it doubles nothing.</summary>
    /// <returns>The answer that says that it was accepted.</returns>
    /// <exception cref="SmtpSoarException">It was refused, or it is not known whether it was sent.</exception>
    public async Task<ApiAnswer> SendAsync(string draft, SendGate gate, CancellationToken cancellationToken)
    {
        gate.BeginDraft(new MailboxDraft(mailbox, draft));
        for (var sends = 1; ; sends++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (answer, failure) = await TrySendAsync(draft, gate, cancellationToken).ConfigureAwait(false);
            if (answer is { Status: 202 })
                return answer;

            // A refusal of the first request tells. One of the second may come of the first having been heard.
            if (sends == 1 && !failure!.MayBeDelivered)
                throw failure;
            var state = await GetStateAsync(draft).ConfigureAwait(false);
            if (state is { IsDraft: false })
                return state.Answer;

            // Exchange may show a draft that it is about to send: it stays marked, and no new one is made in its place.
            if (state is null || sends == MaxSends)
                throw Unknown(failure!, draft, gate.KeptDraft is not null);
        }
    }

    /// <summary>
    /// Finds out what became of a draft whose sending was asked for by a process that did not hear the answer. One that is a draft still is
    /// sent now, as it is.
    /// </summary>
    /// <remarks>
    /// The same draft is sent, and is not removed in favour of a new one. Exchange accepts a mail (202) before it has processed it, and
    /// may show it as a draft meanwhile: a new one would arrive beside it. A draft goes once only, so a second request to send it is the
    /// compare-and-set that neither a look at it nor its removal is: with an immutable id the removal would hit a sent mail as well.
    /// </remarks>
    /// <returns>The answer that says that it was sent.</returns>
    /// <exception cref="SmtpSoarException">It is not known.</exception>
    public async Task<ApiAnswer> SettleAsync(string draft, CancellationToken cancellationToken)
    {
        var answer = await api.GetStateAsync(draft, cancellationToken).ConfigureAwait(false);
        if (answer.Status == 200 && answer.Flag("isDraft") is { } isDraft)
            return isDraft ? await SendAsync(draft, new SendGate(null), cancellationToken).ConfigureAwait(false) : answer;
        throw answer is { Status: 404 } && answer.Text("error", "code") == "ErrorItemNotFound"
            ? Errors.OutboxDraftGone.With(mailbox, draft)
            : failures.Of(answer, isSent: false);
    }

    private async Task<(ApiAnswer? Answer, SmtpSoarException? Failure)> TrySendAsync(
        string draft, SendGate gate, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.SendDraftAsync(draft, gate, cancellationToken).ConfigureAwait(false);
            return answer.Status == 202 ? (answer, null) : (answer, failures.Of(answer, isSent: true));
        }
        catch (SmtpSoarException lost)
        {
            return (null, lost);
        }
    }

    // An outbox has the draft on record, and a later command asks about it.
    private SmtpSoarException Unknown(SmtpSoarException failure, string draft, bool isKept)
    {
        var unknown = failure.MayBeDelivered ? failure : Errors.OutcomeUnknown.Because(failure, GraphFailures.Name, failure.Sentence);
        var name = isKept ? Messages.DraftTells(mailbox, $"the id {draft}") : Messages.DraftMayBeLeft(mailbox, draft);
        return unknown.Advising($"{unknown.Advice} {name}");
    }

    // Also after the command was stopped, since nobody else can tell.
    private async Task<DraftState?> GetStateAsync(string draft)
    {
        using var limit = new CancellationTokenSource(MaxWait);
        try
        {
            var answer = await api.GetStateAsync(draft, limit.Token).ConfigureAwait(false);
            return answer.Status == 200 && answer.Flag("isDraft") is { } isDraft ? new DraftState(answer, isDraft) : null;
        }
        catch (SmtpSoarException)
        {
            return null;
        }
    }

    private sealed record DraftState(ApiAnswer Answer, bool IsDraft);
}
