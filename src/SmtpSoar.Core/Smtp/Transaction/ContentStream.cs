using System;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Smtp.Protocol;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>Takes a message's bytes on their way to the server, and stuffs dots (RFC 5321, section 4.5.2).</summary>
/// <remarks>
/// It has the last look at the line ends: the message was checked before MAIL was said, so it finds what should not be, a segment that does
/// not keep its promise. The connection is closed then, without the dot that ends a message.
/// </remarks>
/// <param name="output">Takes the bytes.</param>
/// <param name="monitor">Hears how many they are.</param>
internal sealed class ContentStream(CommandBuffer output, ProtocolMonitor monitor) : WriteOnlyStream
{
    private static readonly byte[] Dot = [(byte)'.'];

    private readonly LineEndCheck _check = new();
    private bool _isInLine;

    /// <summary>Writes a segment.</summary>
    /// <exception cref="SmtpSoarException">It has a lone CR or LF, or would go on in a line.</exception>
    public void Write(IContentSegment segment, System.Threading.CancellationToken cancellationToken)
    {
        if (!segment.IsFreeOfDots)
        {
            segment.WriteTo(this, cancellationToken);
            return;
        }

        // A look at each byte takes as long as all the rest of a large file's way.
        _check.Skip(segment.Length);
        segment.WriteTo(new UncheckedStream(this), cancellationToken);
        _isInLine = false;
    }

    /// <summary>Makes sure that the message ends with a line end.</summary>
    /// <exception cref="SmtpSoarException">It does not.</exception>
    public void End() => _check.EndLine();

    public override void Write(byte[] buffer, int offset, int count)
    {
        _check.Add(buffer.AsSpan(offset, count));
        while (count > 0)
        {
            if (!_isInLine && buffer[offset] == '.')
                Pass(Dot, 0, Dot.Length);
            var length = LengthBeforeDot(buffer.AsSpan(offset, count));
            Pass(buffer, offset, length);
            _isInLine = buffer[offset + length - 1] != '\n';
            (offset, count) = (offset + length, count - length);
        }
    }

    public override void Flush()
    {
    }

    private void Pass(byte[] bytes, int offset, int count)
    {
        monitor.SayContent(count);
        output.Add(bytes, offset, count);
    }

    // Up to the next line that begins with a dot.
    private static int LengthBeforeDot(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\n."u8) is >= 0 and var place ? place + 1 : bytes.Length;

    private sealed class UncheckedStream(ContentStream content) : WriteOnlyStream
    {
        public override void Write(byte[] buffer, int offset, int count) => content.Pass(buffer, offset, count);

        public override void Flush()
        {
        }
    }
}
