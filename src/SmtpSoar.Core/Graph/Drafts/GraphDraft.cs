using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph.Drafts;

/// <summary>
/// Sends a message that is too large for one request: a draft without its large attachments, each of them apart, then the draft.
/// </summary>
internal sealed class GraphDraft(GraphApi api, GraphFailures failures, string mailbox, DraftCleanup cleanup)
{
    // From here on an upload session takes it; below, one request does (learn.microsoft.com/graph/outlook-large-attachments, read
    // 2026-11-28).
    private const long SessionSize = 3_000_000;

    /// <summary>Sends the message.</summary>
    /// <returns>The answer that says that it was accepted.</returns>
    public async Task<ApiAnswer> SendAsync(
        OutboundMessage message, RenderedMessage image, SendGate gate, CancellationToken cancellationToken)
    {
        var detached = Choose(await MessageScan.ReadAsync(image, cancellationToken).ConfigureAwait(false), image.Size);

        // A process that died may have left a draft of the same message, and so may a try whose answer was lost.
        var mayBeLeft = message.Checkpoint is not null || message.Attempts > 0;
        var obstacle = mayBeLeft ? await cleanup.RemoveLeftAsync(gate.KeptDraft).ConfigureAwait(false) : null;

        // On record before it is made: whatever ends this process, the message's entry names a draft that may be there. One that can't be
        // looked for now, and may tell whether the message was sent, stays on record until there is another one.
        if (obstacle is null || gate.KeptDraft is not { IsMarked: true })
            gate.KeepDraft(new MailboxDraft(mailbox, null));
        var draft = await CreateAsync(image, detached, gate, isNoneLeft: obstacle is null, cancellationToken).ConfigureAwait(false);
        if (obstacle is not null)
            cleanup.TellOfLost(obstacle);
        try
        {
            gate.KeepDraft(new MailboxDraft(mailbox, draft));
            await UploadAsync(draft, image, detached, cancellationToken).ConfigureAwait(false);
            var answer = await new DraftSender(api, failures, mailbox).SendAsync(draft, gate, cancellationToken).ConfigureAwait(false);
            gate.KeepDraft(null);
            return answer;
        }
        catch (Exception cause) when (cause is not SmtpSoarException { MayBeDelivered: true })
        {
            if (await cleanup.RemoveAsync(draft).ConfigureAwait(false))
                gate.KeepDraft(null);
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
        RenderedMessage image, List<DetachablePart> cut, SendGate gate, bool isNoneLeft, CancellationToken cancellationToken)
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
        catch (SmtpSoarException)
        {
            // The draft may be there once the whole message was written.
            if (isWhole ? await cleanup.RemoveLostAsync().ConfigureAwait(false) : isNoneLeft)
                gate.KeepDraft(null);
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
}
