using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MimeKit.IO;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Smtp;

/// <summary>The last look at a body on its way to the server: a lone CR or LF ends the message before it is written.</summary>
/// <remarks>
/// The image was checked before MAIL was said, so this finds what should not be: a segment that does not keep its promise. MailKit closes
/// the connection then, without the dot that ends a message.
/// </remarks>
/// <param name="inner">MailKit's stream, which stuffs dots.</param>
/// <param name="position">How many bytes of the message went before.</param>
internal sealed class LineEndGuard(Stream inner, long position) : WriteOnlyStream
{
    private readonly LineEndCheck _check = new(position);

    /// <summary>The stream for a segment: this one, or one around it for lines that need neither this check nor dots stuffed.</summary>
    /// <exception cref="SmtpSoarException">Such lines would go on in a line.</exception>
    public Stream For(IContentSegment segment)
    {
        if (!segment.IsFreeOfDots)
            return this;

        // MailKit looks at each byte for dots to be stuffed, which takes as long as all the rest of a large file's way.
        _check.Skip(segment.Length);
        var stream = inner;
        while (stream is FilteredStream filtered)
            stream = filtered.Source;
        return stream;
    }

    /// <summary>Makes sure that the body ends with a line end.</summary>
    /// <exception cref="SmtpSoarException">It does not.</exception>
    public void End() => _check.EndLine();

    public override void Write(byte[] buffer, int offset, int count)
    {
        _check.Add(buffer.AsSpan(offset, count));
        inner.Write(buffer, offset, count);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        _check.Add(buffer.AsSpan(offset, count));
        return inner.WriteAsync(buffer, offset, count, cancellationToken);
    }

#if NET
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _check.Add(buffer.Span);
        return inner.WriteAsync(buffer, cancellationToken);
    }
#endif

    public override void Flush() => inner.Flush();
}
