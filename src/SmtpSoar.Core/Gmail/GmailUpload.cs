using System;
using System.Buffers;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Gmail;

/// <summary>
/// Uploads a message range by range. Gmail sends it with the last one; after a lost answer the session tells how far it came.
/// </summary>
/// <remarks>
/// developers.google.com/gmail/api/guides/uploads, section "Resumable upload", read 2026-11-28: ranges are multiples of 256 KB but for the
/// last.
/// </remarks>
internal sealed class GmailUpload(ApiClient client, GmailFailures failures, Uri session, long size, SendGate gate) : WriteOnlyStream
{
    private const int RangeLength = 16 * 256 * 1024;
    private const int MaxTries = 3;

    private readonly byte[] _range = ArrayPool<byte>.Shared.Rent(RangeLength);
    private long _sent;
    private int _count;

    /// <summary>The answer that says that the message was sent, once all of it is written.</summary>
    public ApiAnswer? Accepted { get; private set; }

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await TakeAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);

#if NET
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await TakeAsync(buffer, cancellationToken).ConfigureAwait(false);
#endif

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ArrayPool<byte>.Shared.Return(_range);
        base.Dispose(disposing);
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var taken = Math.Min(bytes.Length, RangeLength - _count);
            bytes[..taken].CopyTo(_range.AsMemory(_count));
            (_count, bytes) = (_count + taken, bytes[taken..]);
            if (_count == RangeLength || _sent + _count == size)
                await SendAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var (begin, end) = (_sent, _sent + _count);
        if (end == size)
            gate.Begin(cancellationToken);
        for (var tries = 1; _sent < end; tries++)
        {
            var failure = await TryAsync((int)(_sent - begin), end, cancellationToken).ConfigureAwait(false);
            if (failure is null)
                continue;
            var isKnown = await AskPlaceAsync(begin, end).ConfigureAwait(false);
            if (!isKnown || (_sent < end && tries == MaxTries))
                throw isKnown ? Unfinished(failure) : failure;
        }

        _count = 0;
    }

    // The session has told that it lacks the end, whatever the last request may have looked like.
    private static SmtpSoarException Unfinished(SmtpSoarException failure) => failure.MayBeDelivered
        ? Errors.ApiUnavailable
            .Because(failure.InnerException, GmailFailures.Name, Messages.UploadUnfinished)
            .Pausing(failure.RetryAfter)
        : failure;

    private async Task<SmtpSoarException?> TryAsync(int offset, long end, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.AskWithoutTokenAsync(Request(offset, end), gate, cancellationToken).ConfigureAwait(false);
            if (!IsTaken(answer, end))
                return failures.Of(answer, gate.IsWhole) is { } failure && IsPassing(failure)
                    ? failure
                    : throw failures.Of(answer, gate.IsWhole);
            return null;
        }
        catch (SmtpSoarException lost) when (IsPassing(lost))
        {
            return lost;
        }
    }

    private bool IsTaken(ApiAnswer answer, long end)
    {
        var isLast = end == size;
        if (isLast ? answer.Status is not (200 or 201) || answer.Text("id") is null : answer.Status != 308)
            return false;
        _sent = end;
        Accepted = isLast ? answer : null;
        return true;
    }

    private static bool IsPassing(SmtpSoarException failure) =>
        failure.MayBeDelivered
        || failure.Is(Errors.ConnectionLost)
        || failure.Is(Errors.ServerTimeout)
        || failure.Is(Errors.ApiUnavailable);

    private HttpRequestMessage Request(int offset, long end)
    {
        var count = _count - offset;
        var content = new MessageContent(count, stream => stream.WriteAsync(_range, offset, count), end == size ? gate : null);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        content.Headers.ContentRange = new ContentRangeHeaderValue(end - count, end - 1, size);
        return new HttpRequestMessage(HttpMethod.Put, session) { Content = content };
    }

    // Whether the session tells how far it came: also after the command was stopped, since nobody else can tell whether it was sent.
    private async Task<bool> AskPlaceAsync(long begin, long end)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, session) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentRange = new ContentRangeHeaderValue(size);
        try
        {
            var answer = await client.AskWithoutTokenAsync(request, null, CancellationToken.None).ConfigureAwait(false);
            if (answer.Status is 200 or 201 && answer.Text("id") is not null)
            {
                (_sent, Accepted) = (end, answer);
                return true;
            }

            var place = PlaceIn(answer);
            if (place is null || place < begin || place > end || (place == end && end == size))
                return false;
            _sent = place.Value;
            gate.NotTaken();
            return true;
        }
        catch (SmtpSoarException)
        {
            return false;
        }
    }

    // "Range: bytes=0-42", or nothing where nothing has arrived.
    private static long? PlaceIn(ApiAnswer answer)
    {
        if (answer.Status != 308)
            return null;
        if (answer.Header("Range") is not { } range)
            return 0;
        var end = range.Substring(range.IndexOf('-') + 1);
        return long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last + 1 : null;
    }
}
