using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Several segments as one.</summary>
internal sealed class CompositeSegment(IReadOnlyList<IContentSegment> segments) : IContentSegment
{
    public long Length => LengthOf(segments);

    public bool IsFreeOfDots => false;

    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken)
    {
        foreach (var segment in segments)
            segment.CheckLines(check, cancellationToken);
    }

    /// <summary>All lengths together.</summary>
    public static long LengthOf(IReadOnlyList<IContentSegment> segments)
    {
        long length = 0;
        for (var i = 0; i < segments.Count; i++)
            length += segments[i].Length;
        return length;
    }

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        foreach (var segment in segments)
            segment.WriteTo(stream, cancellationToken);
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        foreach (var segment in segments)
            await segment.WriteToAsync(stream, cancellationToken).ConfigureAwait(false);
    }
}
