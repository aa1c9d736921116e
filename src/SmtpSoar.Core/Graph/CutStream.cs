using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Graph;

/// <summary>Passes on a message without some of its parts.</summary>
/// <param name="inner">Takes the rest.</param>
/// <param name="cut">The parts to leave out, in their order.</param>
internal sealed class CutStream(Stream inner, IReadOnlyList<DetachablePart> cut) : WriteOnlyStream
{
    private long _position;
    private int _next;

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await PassAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);

#if NET
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await PassAsync(buffer, cancellationToken).ConfigureAwait(false);
#endif

    public override void Flush() => inner.Flush();

    private async Task PassAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var part = _next < cut.Count ? cut[_next] : null;
            var isCut = part is not null && _position >= part.Begin;
            var end = part is null ? long.MaxValue : isCut ? part.End : part.Begin;
            var count = (int)Math.Min(bytes.Length, end - _position);
            if (!isCut)
                await inner.WriteAsync(bytes[..count], cancellationToken).ConfigureAwait(false);
            else if (_position + count == end)
                _next++;
            _position += count;
            bytes = bytes[count..];
        }
    }
}
