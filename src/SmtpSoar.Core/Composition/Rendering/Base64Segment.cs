using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Other segments as base64 in lines of 76 characters (RFC 2045, section 6.8), encoded while they are written.</summary>
/// <param name="content">The segments.</param>
internal sealed class Base64Segment(IReadOnlyList<IContentSegment> content) : IContentSegment
{
    public long Length { get; } = Base64Block.LengthOf(CompositeSegment.LengthOf(content));

    public bool IsFreeOfDots => true;

    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => check.Skip(Length);

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var lines = new Base64LineStream(stream);
        foreach (var segment in content)
            segment.WriteTo(lines, cancellationToken);
        lines.WriteLast();
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var lines = new Base64LineStream(stream);
        foreach (var segment in content)
            await segment.WriteToAsync(lines, cancellationToken).ConfigureAwait(false);
        await lines.WriteLastAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes base64 to another stream, which it does not own.</summary>
    private sealed class Base64LineStream(Stream inner) : WriteOnlyStream
    {
        private readonly Base64Block _block = new();
        private int _count;

        public override void Write(byte[] buffer, int offset, int count)
        {
            for (int taken; count > 0; offset += taken, count -= taken)
            {
                if (_count == Base64Block.MaxPlain)
                    WriteLast();
                taken = Take(buffer.AsSpan(offset, count));
            }
        }

        public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            for (int taken; count > 0; offset += taken, count -= taken)
            {
                if (_count == Base64Block.MaxPlain)
                    await WriteLastAsync(cancellationToken).ConfigureAwait(false);
                taken = Take(buffer.AsSpan(offset, count));
            }
        }

#if NET
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var rest = buffer; !rest.IsEmpty;)
            {
                if (_count == Base64Block.MaxPlain)
                    await WriteLastAsync(cancellationToken).ConfigureAwait(false);
                rest = rest.Slice(Take(rest.Span));
            }
        }
#endif

        /// <summary>Writes what is left.</summary>
        public void WriteLast()
        {
            Encode();
            inner.Write(_block.Encoded, 0, _block.EncodedCount);
        }

        /// <summary>Writes what is left.</summary>
        public Task WriteLastAsync(CancellationToken cancellationToken)
        {
            Encode();
            return inner.WriteAsync(_block.Encoded, 0, _block.EncodedCount, cancellationToken);
        }

        public override void Flush()
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _block.Dispose();
            base.Dispose(disposing);
        }

        private int Take(ReadOnlySpan<byte> bytes)
        {
            var taken = Math.Min(bytes.Length, Base64Block.MaxPlain - _count);
            bytes.Slice(0, taken).CopyTo(_block.Plain.AsSpan(_count));
            _count += taken;
            return taken;
        }

        private void Encode()
        {
            _block.Encode(_count);
            _count = 0;
        }
    }
}
