using System;
using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.WebApi;

namespace SmtpSoar.Core.Graph;

/// <summary>Attaches a file of 3 to 150 MB to a draft, range by range.</summary>
/// <remarks>learn.microsoft.com/graph/outlook-large-attachments, read 2026-11-28: ranges follow each other, and have up to 4 MB.</remarks>
internal sealed class LargeAttachment(GraphApi api, GraphFailures failures, string draft, DetachablePart part) : IPartSink
{
    private const int RangeLength = 12 * 320 * 1024;
    private const int MaxTries = 3;

    private readonly byte[] _range = ArrayPool<byte>.Shared.Rent(RangeLength);
    private Uri? _session;
    private long _sent;
    private int _count;

    public async Task WriteAsync(ArraySegment<byte> bytes, CancellationToken cancellationToken)
    {
        for (var taken = 0; taken < bytes.Count;)
        {
            var room = Math.Min(bytes.Count - taken, RangeLength - _count);
            Buffer.BlockCopy(bytes.Array!, bytes.Offset + taken, _range, _count, room);
            (_count, taken) = (_count + room, taken + room);
            if (_count == RangeLength)
                await SendAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_count > 0)
            await SendAsync(cancellationToken).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(_range);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        _session ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        var begin = _sent;
        for (var tries = 1; _sent < begin + _count; tries++)
        {
            var failure = await TryAsync((int)(_sent - begin), begin, cancellationToken).ConfigureAwait(false);
            if (failure is not null && (tries == MaxTries || !await FindPlaceAsync(begin, cancellationToken).ConfigureAwait(false)))
                throw failure;
        }

        _count = 0;
    }

    private async Task<SmtpSoarException?> TryAsync(int offset, long begin, CancellationToken cancellationToken)
    {
        var end = begin + _count;
        var range = new ContentRangeHeaderValue(begin + offset, end - 1, part.Size);
        try
        {
            var answer = await api.UploadAsync(_session!, _range, offset, _count - offset, range, cancellationToken).ConfigureAwait(false);
            if (answer.Status is not (200 or 201 or 202))
                return answer.Status is 500 or 502 or 504 ? failures.Of(answer, isSent: false) : throw failures.Of(answer, isSent: false);
            if (end == part.Size && answer.Status != 201)
                throw Errors.ApiAnswerInvalid.With(GraphFailures.Name, $"after the last range of '{part.Name}' it waits for more");
            _sent = end;
            return null;
        }
        catch (SmtpSoarException lost) when (lost.Is(Errors.ConnectionLost) || lost.Is(Errors.ServerTimeout))
        {
            return lost;
        }
    }

    // The session knows how far it came, so that nothing goes twice.
    private async Task<bool> FindPlaceAsync(long begin, CancellationToken cancellationToken)
    {
        var answer = await api.GetUploadAsync(_session!, cancellationToken).ConfigureAwait(false);
        var expected = answer.Items("nextExpectedRanges");
        if (answer.Status != 200 || expected.Count == 0)
            return false;
        var text = expected[0].ToString().Split('-')[0];
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place < begin || place > begin + _count)
            return false;
        _sent = place;
        return true;
    }

    private async Task<Uri> OpenAsync(CancellationToken cancellationToken)
    {
        var answer = await api.OpenUploadAsync(draft, Write, cancellationToken).ConfigureAwait(false);
        if (answer.Status is not (200 or 201))
            throw failures.Of(answer, isSent: false);
        return Uri.TryCreate(answer.Text("uploadUrl"), UriKind.Absolute, out var session) && ApiClient.IsSafe(session)
            ? session
            : throw Errors.ApiAnswerInvalid.With(GraphFailures.Name, "the address for an upload is none, or is not encrypted");
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("AttachmentItem");
        json.WriteString("attachmentType", "file");
        json.WriteString("name", part.Name);
        json.WriteNumber("size", part.Size);
        json.WriteString("contentType", part.Type);
        json.WriteBoolean("isInline", part.IsInline);
        if (part.ContentId is { } id)
            json.WriteString("contentId", id);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
