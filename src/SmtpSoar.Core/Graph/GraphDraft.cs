using System;
using System.Collections.Generic;
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
internal sealed class GraphDraft(GraphApi api, GraphFailures failures, string mailbox, IFeedback feedback)
{
    // From here on an upload session takes it; below, one request does (learn.microsoft.com/graph/outlook-large-attachments, read
    // 2026-11-28).
    private const long SessionSize = 3_000_000;
    private const int MaxSends = 2;

    private static readonly TimeSpan MaxCleanup = TimeSpan.FromSeconds(20);

    /// <summary>Sends the message.</summary>
    /// <returns>The answer that says that it was accepted.</returns>
    public async Task<ApiAnswer> SendAsync(
        OutboundMessage message, RenderedMessage image, SendGate gate, CancellationToken cancellationToken)
    {
        var detached = Choose(await MessageScan.ReadAsync(image, cancellationToken).ConfigureAwait(false), image.Size);
        var id = message.Message.MessageId;

        // A process that died may have left a draft of the same message.
        if (message.Checkpoint is not null && id is not null)
            await RemoveAllAsync(id).ConfigureAwait(false);
        var draft = await CreateAsync(image, detached, id, cancellationToken).ConfigureAwait(false);
        try
        {
            await UploadAsync(draft, image, detached, cancellationToken).ConfigureAwait(false);
            return await SendAsync(draft, gate, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not SmtpSoarException { MayBeDelivered: true })
        {
            await RemoveAsync(draft).ConfigureAwait(false);
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

    private async Task<string> CreateAsync(
        RenderedMessage image, List<DetachablePart> cut, string? messageId, CancellationToken cancellationToken)
    {
        var size = image.Size - cut.Sum(part => part.Length);
        var answer = await api.CreateDraftAsync(
            size,
            async (stream, stop) =>
            {
                using var rest = new CutStream(stream, cut);
                await image.WriteToAsync(rest, stop).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (answer is { Status: 201 } && answer.Text("id") is { Length: > 0 } draft)
            return draft;
        if (messageId is not null && answer.Status is >= 200 and < 300)
            await RemoveAllAsync(messageId).ConfigureAwait(false);
        throw failures.Of(answer, isSent: false);
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
        using var limit = new CancellationTokenSource(MaxCleanup);
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

    private async Task RemoveAsync(string draft)
    {
        using var limit = new CancellationTokenSource(MaxCleanup);
        try
        {
            var answer = await api.DeleteDraftAsync(draft, limit.Token).ConfigureAwait(false);
            if (answer.Status is not (204 or 404))
                feedback.Warning(Messages.DraftLeft(mailbox, draft, $"HTTP {answer.Status}"));
        }
        catch (SmtpSoarException failure)
        {
            feedback.Warning(Messages.DraftLeft(mailbox, draft, failure.Sentence.TrimEnd('.')));
        }
    }

    private async Task RemoveAllAsync(string messageId)
    {
        using var limit = new CancellationTokenSource(MaxCleanup);
        try
        {
            var answer = await api.FindDraftsAsync(messageId, limit.Token).ConfigureAwait(false);
            foreach (var draft in answer.Items("value"))
                if (draft.TryGetProperty("id", out var id) && id.GetString() is { } text)
                    await RemoveAsync(text).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure)
        {
            feedback.Verbose(failure.Sentence);
        }
    }

    private sealed record DraftState(ApiAnswer Answer, bool IsDraft);
}
