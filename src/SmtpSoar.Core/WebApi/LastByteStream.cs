using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.WebApi;

/// <summary>Passes on what is written, and tells before the last byte of a known length.</summary>
/// <param name="inner">The stream of the request.</param>
/// <param name="length">How many bytes there will be.</param>
/// <param name="beforeLast">Hears of the last byte.</param>
internal sealed class LastByteStream(Stream inner, long length, Action beforeLast) : WriteOnlyStream
{
    private long _written;

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!IsLast(count))
        {
            inner.Write(buffer, offset, count);
            return;
        }

        inner.Write(buffer, offset, count - 1);
        beforeLast();
        inner.Write(buffer, offset + count - 1, 1);
    }

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var isLast = IsLast(count);
        var before = isLast ? count - 1 : count;
        await inner.WriteAsync(buffer.AsMemory(offset, before), cancellationToken).ConfigureAwait(false);
        if (!isLast)
            return;
        beforeLast();
        await inner.WriteAsync(buffer.AsMemory(offset + before, 1), cancellationToken).ConfigureAwait(false);
    }

#if NET
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var isLast = IsLast(buffer.Length);
        var before = isLast ? buffer.Length - 1 : buffer.Length;
        await inner.WriteAsync(buffer[..before], cancellationToken).ConfigureAwait(false);
        if (!isLast)
            return;
        beforeLast();
        await inner.WriteAsync(buffer[before..], cancellationToken).ConfigureAwait(false);
    }
#endif

    public override void Flush() => inner.Flush();

    private bool IsLast(int count) => count > 0 && (_written += count) >= length;
}
