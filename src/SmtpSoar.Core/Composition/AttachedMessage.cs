using System;
using System.IO;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Files;
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
    public static AttachedMessage? TryMake(ResolvedAttachment file, bool allowEightBit, CancellationToken cancellationToken)
    {
        if (BodyOf(file.File, cancellationToken) is not { } body)
            return null;
        var meter = RawMessageBuilder.Measure(body, cancellationToken);
        if (meter.HasNul)
            return null;
        if ((meter.HasEightBit && !allowEightBit) || meter.LongestLine > MaxLineLength)
            return Encoded(file.File, cancellationToken);

        // The line end before a boundary belongs to the boundary, so the message's own last one needs another.
        return new AttachedMessage(meter.HasEightBit, new RawBodySegment(body, meter.Size), BytesSegment.LineEnd);
    }

    public FilePart ToPart(ContentType type) =>
        new(type, new CompositeSegment(_segments)) { ContentTransferEncoding = _isEightBit ? ContentEncoding.EightBit : ContentEncoding.SevenBit };

    /// <summary>The file from its first header field on, or <see langword="null"/> if it does not begin with a header.</summary>
    private static FileBody? BodyOf(UserFile file, CancellationToken cancellationToken)
    {
        try
        {
            var start = FileStart.Read(file, cancellationToken);
            HeaderBlockParser.Parse(start.Bytes.Span, start.IsWholeFile, file.Path, out _);
            return new FileBody(file, start.Offset);
        }
        catch (SmtpSoarException error) when (error.Kind is ErrorKind.InvalidData or ErrorKind.InvalidArgument or ErrorKind.LimitsExceeded)
        {
            return null;
        }
    }

    private static AttachedMessage? Encoded(UserFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var content = file.Open(0, cancellationToken);
            using var message = MimeMessage.Load(content, cancellationToken);
            message.Prepare(EncodingConstraint.SevenBit, MaxLineLength);
            var format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            format.EnsureNewLine = true;
            using var bytes = new MemoryStream();
            message.WriteTo(format, bytes, cancellationToken);
            return IsSevenBit(bytes.ToArray()) ? new AttachedMessage(false, new BytesSegment(bytes.ToArray()), BytesSegment.LineEnd) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // What stands in a header can't be encoded anew without harm.
    private static bool IsSevenBit(byte[] bytes)
    {
        var meter = new WireMeter();
        meter.Add(bytes);
        return !meter.HasEightBit && meter.LongestLine <= MaxLineLength;
    }
}
