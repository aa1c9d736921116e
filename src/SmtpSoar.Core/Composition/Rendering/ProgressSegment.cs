using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A segment that tells how much of it is written.</summary>
/// <param name="inner">The segment.</param>
/// <param name="written">Hears how many bytes of it are written, from its beginning.</param>
internal sealed class ProgressSegment(IContentSegment inner, Action<long> written) : IContentSegment
{
    public long Length => inner.Length;

    public bool IsFreeOfDots => inner.IsFreeOfDots;

    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => inner.CheckLines(check, cancellationToken);

    public void WriteTo(Stream stream, CancellationToken cancellationToken) => inner.WriteTo(new ProgressStream(stream, written), cancellationToken);

    public Task WriteToAsync(Stream stream, CancellationToken cancellationToken) => inner.WriteToAsync(new ProgressStream(stream, written), cancellationToken);
}
