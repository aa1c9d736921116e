using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Bytes in memory.</summary>
internal sealed class BytesSegment(byte[] bytes, int offset, int count) : IContentSegment
{
    public BytesSegment(byte[] bytes)
        : this(bytes, 0, bytes.Length)
    {
    }

    /// <summary>A line end.</summary>
    public static BytesSegment LineEnd { get; } = new([(byte)'\r', (byte)'\n']);

    public long Length => count;

    public bool IsFreeOfDots => false;

    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => check.Add(bytes.AsSpan(offset, count));

    public void WriteTo(Stream stream, CancellationToken cancellationToken) => stream.Write(bytes, offset, count);

    public Task WriteToAsync(Stream stream, CancellationToken cancellationToken) =>
        stream.WriteAsync(bytes, offset, count, cancellationToken);
}
