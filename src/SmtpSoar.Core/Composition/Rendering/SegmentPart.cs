using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A MIME part whose content is a segment that is written later, straight from a file.</summary>
/// <remarks>MimeKit would encode the content once only to learn its size. A part without content writes just its header.</remarks>
internal sealed class SegmentPart(ContentType contentType, IContentSegment content) : MimePart(contentType)
{
    public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        base.WriteTo(options, stream, contentOnly, cancellationToken);
        if (stream is SegmentStream segments)
            segments.Add(content);
        else
            content.WriteTo(stream, cancellationToken);
    }

    public override async Task WriteToAsync(
        FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await base.WriteToAsync(options, stream, contentOnly, cancellationToken).ConfigureAwait(false);
        await content.WriteToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
        // The segment's encoding is settled.
    }
}
