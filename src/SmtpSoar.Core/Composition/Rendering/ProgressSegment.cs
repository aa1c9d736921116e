using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A segment that tells how much of it is written.</summary>
/// <param name="inner">The segment.</param>
/// <param name="written">Hears how many bytes of it are written, from its beginning.</param>
internal sealed class ProgressSegment(IContentSegment inner, Action<long> written) : IContentSegment
{
    public long Length => inner.Length;

    public bool IsFreeOfDots => inner.IsFreeOfDots;

    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => inner.CheckLines(check, cancellationToken);

    public void WriteTo(Stream stream, CancellationToken cancellationToken) =>
        inner.WriteTo(new ProgressStream(stream, written), cancellationToken);

    public Task WriteToAsync(Stream stream, CancellationToken cancellationToken) =>
        inner.WriteToAsync(new ProgressStream(stream, written), cancellationToken);
}

/// <summary>Counts what is written to another stream, which it does not own.</summary>
internal sealed class ProgressStream(Stream inner, Action<long> written) : WriteOnlyStream
{
    private long _count;

    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Write(buffer, offset, count);
        written(_count += count);
    }

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        await inner.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);
        written(_count += count);
    }

#if NET
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        written(_count += buffer.Length);
    }
#endif

    public override void Flush() => inner.Flush();
}
