using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Composition;

/// <summary>Several segments as one.</summary>
internal sealed class CompositeSegment(IReadOnlyList<IWireSegment> segments) : IWireSegment
{
    public long Length => segments.Sum(segment => segment.Length);

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
