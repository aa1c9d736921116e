using System;
using System.IO;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Raw;

namespace SmtpSoar.Core.Composition;

/// <summary>An attached <c>.eml</c> file as message/rfc822 (RFC 2046, section 5.2.1), which no transfer encoding may hide.</summary>
internal sealed class AttachedMessage
{
    private const int MaxLineLength = 998;

    private readonly IWireSegment[] _segments;
    private readonly bool _isEightBit;

    private AttachedMessage(bool isEightBit, params IWireSegment[] segments)
    {
        _isEightBit = isEightBit;
        _segments = segments;
    }

    /// <summary>The message as it stands in the file where the way allows that, else re-encoded; or <see langword="null"/> if it is none.</summary>
    public static AttachedMessage? TryMake(ResolvedAttachment file, bool allowEightBit)
    {
        var body = new FileBody(file.Path, 0, FileStamp.Of(file.Path));
        var meter = RawMessageBuilder.Measure(body, CancellationToken.None);
        if (meter.Size == 0 || meter.HasNul)
            return null;
        if ((meter.HasEightBit && !allowEightBit) || meter.LongestLine > MaxLineLength)
            return Encoded(file);

        // The line end before a boundary belongs to the boundary, so the message's own last one needs another.
        return new AttachedMessage(meter.HasEightBit, new RawBodySegment(body, meter.Size), BytesSegment.LineEnd);
    }

    public FilePart ToPart(ContentType type) =>
        new(type, new CompositeSegment(_segments)) { ContentTransferEncoding = _isEightBit ? ContentEncoding.EightBit : ContentEncoding.SevenBit };

    private static AttachedMessage? Encoded(ResolvedAttachment file)
    {
        try
        {
            using var message = MimeMessage.Load(file.Path);
            message.Prepare(EncodingConstraint.SevenBit, MaxLineLength);
            var format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            format.EnsureNewLine = true;
            using var bytes = new MemoryStream();
            message.WriteTo(format, bytes);
            return new AttachedMessage(false, new BytesSegment(bytes.ToArray()), BytesSegment.LineEnd);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
