using System;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Compares what is written with bytes that are known, and keeps nothing.</summary>
internal sealed class SameBytesStream(ReadOnlyMemory<byte> expected) : WriteOnlyStream
{
    private long _count;
    private bool _differs;

    /// <summary>Whether just these bytes were written.</summary>
    public bool IsSame => !_differs && _count == expected.Length;

    public override void Write(byte[] buffer, int offset, int count)
    {
        _differs = _differs
            || _count + count > expected.Length
            || !buffer.AsSpan(offset, count).SequenceEqual(expected.Span.Slice((int)_count, count));
        _count += count;
    }

    public override void Flush()
    {
    }
}
