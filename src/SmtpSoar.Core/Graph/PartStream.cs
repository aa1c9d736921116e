using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MimeKit.IO.Filters;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Graph;

/// <summary>Takes a message, and hands on the content of some of its parts, decoded, one after the other.</summary>
/// <param name="parts">The parts, in their order.</param>
/// <param name="begin">Begins a part.</param>
internal sealed class PartStream(IReadOnlyList<DetachablePart> parts, Func<DetachablePart, IPartSink> begin) : WriteOnlyStream
{
    private long _position;
    private int _next;
    private IPartSink? _sink;
    private DecoderFilter? _decoder;

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        TakeAllAsync(buffer, offset, count, cancellationToken);

    private async Task TakeAllAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        for (var end = offset + count; offset < end && _next < parts.Count;)
        {
            var taken = await TakeAsync(parts[_next], buffer, offset, end - offset, cancellationToken).ConfigureAwait(false);
            offset += taken;
            _position += taken;
        }
    }

#if NET
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var bytes = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(buffer, out var array)
            ? array
            : new ArraySegment<byte>(buffer.ToArray());
        await TakeAllAsync(bytes.Array!, bytes.Offset, bytes.Count, cancellationToken).ConfigureAwait(false);
    }
#endif

    public override void Flush()
    {
    }

    private async Task<int> TakeAsync(DetachablePart part, byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_position < part.ContentBegin)
            return (int)Math.Min(count, part.ContentBegin - _position);
        if (_sink is null)
            (_sink, _decoder) = (begin(part), DecoderFilter.Create(part.Encoding) as DecoderFilter);
        var taken = (int)Math.Min(count, part.ContentEnd - _position);
        var isLast = _position + taken == part.ContentEnd;
        await _sink.WriteAsync(MessageScan.Decode(_decoder, buffer, offset, taken, isLast), cancellationToken).ConfigureAwait(false);
        if (!isLast)
            return taken;
        await _sink.EndAsync(cancellationToken).ConfigureAwait(false);
        (_sink, _next) = (null, _next + 1);
        return taken;
    }
}
