using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>
/// Sends a message that is too large for one request: a draft without its large attachments, each of them apart, then the draft.
/// </summary>
internal sealed class GraphDraft(GraphApi api, GraphFailures failures, string mailbox, DraftCleanup cleanup)
{
    // From here on an upload session takes it; below, one request does (learn.microsoft.com/graph/outlook-large-attachments, read
    // 2026-11-28).
    private const long SessionSize = 3_000_000;
    private const int MaxSends = 2;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <summary>Sends the message.</summary>
    /// <returns>The answer that says that it was accepted.</returns>
    public async Task<ApiAnswer> SendAsync(
        OutboundMessage message, RenderedMessage image, SendGate gate, CancellationToken cancellationToken)
    {
        var detached = Choose(await MessageScan.ReadAsync(image, cancellationToken).ConfigureAwait(false), image.Size);

        // A process that died may have left a draft of the same message, and so may a try whose answer was lost.
        var mayBeLeft = message.Checkpoint is not null || message.Attempts > 0;
        var obstacle = mayBeLeft ? await cleanup.RemoveLeftAsync().ConfigureAwait(false) : null;
        var draft = await CreateAsync(image, detached, cancellationToken).ConfigureAwait(false);
        if (obstacle is not null)
            cleanup.TellOfLost(obstacle);
        try
        {
            await UploadAsync(draft, image, detached, cancellationToken).ConfigureAwait(false);
            return await SendAsync(draft, gate, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not SmtpSoarException { MayBeDelivered: true })
        {
            await cleanup.RemoveAsync(draft).ConfigureAwait(false);
            throw;
        }
    }

    // The largest first, until the rest fits into one request.
    private static List<DetachablePart> Choose(MessageScan scan, long size)
    {
        if (scan.IsSealed)
            throw Errors.ApiMessageTooLarge.With(size, GraphFailures.Name, Messages.GraphSealed(GraphTransport.MaxRequest));
        var left = size;
        var chosen = new List<DetachablePart>();
        foreach (var part in scan.Parts.OrderByDescending(part => part.Length))
        {
            if (Base64Stream.LengthOf(left) <= GraphTransport.MaxRequest)
                break;
            chosen.Add(part);
            left -= part.Length;
        }

        return Base64Stream.LengthOf(left) <= GraphTransport.MaxRequest
            ? [.. chosen.OrderBy(part => part.Begin)]
            : throw Errors.ApiMessageTooLarge.With(size, GraphFailures.Name, Messages.GraphTextTooLarge(GraphTransport.MaxRequest));
    }

    private async Task<string> CreateAsync(RenderedMessage image, List<DetachablePart> cut, CancellationToken cancellationToken)
    {
        var isWhole = false;
        try
        {
            var answer = await api.CreateDraftAsync(image.Size - cut.Sum(part => part.Length), WriteAsync, cancellationToken)
                .ConfigureAwait(false);
            if (answer is { Status: 201 } && answer.Text("id") is { Length: > 0 } draft)
                return draft;
            isWhole &= answer.Status is (>= 200 and < 300) or 500 or 502 or 504;
            throw failures.Of(answer, isSent: false);
        }
        catch (SmtpSoarException) when (isWhole)
        {
            // The draft may be there.
            await cleanup.RemoveLostAsync().ConfigureAwait(false);
            throw;
        }

        async Task WriteAsync(Stream stream, CancellationToken stop)
        {
            isWhole = false;
            using var rest = new CutStream(stream, cut);
            await image.WriteToAsync(rest, stop).ConfigureAwait(false);
            isWhole = true;
        }
    }

    private async Task UploadAsync(string draft, RenderedMessage image, List<DetachablePart> parts, CancellationToken cancellationToken)
    {
        using var stream = new PartStream(parts, Begin);
        await image.WriteToAsync(stream, cancellationToken).ConfigureAwait(false);

        IPartSink Begin(DetachablePart part) => part.Size < SessionSize
            ? new SmallAttachment(api, failures, draft, part)
            : new LargeAttachment(api, failures, draft, part);
    }

    // One draft can be sent once only, so another request for it doubles nothing.
    private async Task<ApiAnswer> SendAsync(string draft, SendGate gate, CancellationToken cancellationToken)
    {
        for (var sends = 1; ; sends++)
        {
            gate.Begin(cancellationToken);
            var lost = await TrySendAsync(draft, gate, cancellationToken).ConfigureAwait(false);
            if (lost.Answer is { Status: 202 } accepted)
                return accepted;
            var state = await GetStateAsync(draft).ConfigureAwait(false);
            if (state is { IsDraft: false })
                return state.Answer;
            if (state is null)
                throw lost.Failure!.Advising($"{lost.Failure.Advice} {Messages.DraftMayBeLeft(mailbox, draft)}");
            gate.NotTaken();
            if (sends == MaxSends)
                throw Errors.ConnectionLost.With(GraphFailures.Name, Messages.DraftUnsent).Pausing(lost.Failure!.RetryAfter);
        }
    }

    private async Task<(ApiAnswer? Answer, SmtpSoarException? Failure)> TrySendAsync(
        string draft, SendGate gate, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.SendDraftAsync(draft, gate, cancellationToken).ConfigureAwait(false);
            if (answer.Status == 202)
                return (answer, null);
            var failure = failures.Of(answer, isSent: true);
            return failure.Definition == Errors.OutcomeUnknown ? (answer, failure) : throw failure;
        }
        catch (SmtpSoarException lost) when (lost.Definition == Errors.OutcomeUnknown)
        {
            return (null, lost);
        }
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
