using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.WebApi;

/// <summary>Passes on what is written as base64 on one line (RFC 4648, section 4).</summary>
internal sealed class Base64Stream(Stream inner) : WriteOnlyStream
{
    private const int BlockLength = 48 * 1024;

    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(BlockLength);
    private readonly byte[] _encoded = ArrayPool<byte>.Shared.Rent(BlockLength / 3 * 4);
    private int _count;

    /// <summary>The length of so many bytes in base64.</summary>
    public static long LengthOf(long bytes) => (bytes + 2) / 3 * 4;

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var taken = 0; taken < count;)
        {
            taken += Take(buffer.AsSpan(offset + taken, count - taken));
            if (_count == BlockLength)
                inner.Write(_encoded, 0, Encode());
        }
    }

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await WriteAllAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);

#if NET
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await WriteAllAsync(buffer, cancellationToken).ConfigureAwait(false);
#endif

    /// <summary>Writes what is left, with the padding.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_count > 0)
            await inner.WriteAsync(_encoded.AsMemory(0, Encode()), cancellationToken).ConfigureAwait(false);
    }

    public override void Flush()
    {
        // Only whole groups of three bytes go on.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ArrayPool<byte>.Shared.Return(_plain);
            ArrayPool<byte>.Shared.Return(_encoded);
        }

        base.Dispose(disposing);
    }

    private async Task WriteAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[Take(bytes.Span)..];
            if (_count == BlockLength)
                await inner.WriteAsync(_encoded.AsMemory(0, Encode()), cancellationToken).ConfigureAwait(false);
        }
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, BlockLength - _count);
        bytes[..taken].CopyTo(_plain.AsSpan(_count));
        _count += taken;
        return taken;
    }

    private int Encode()
    {
        Base64.EncodeToUtf8(_plain.AsSpan(0, _count), _encoded, out _, out var written);
        _count = 0;
        return written;
    }
}
