using System;
using System.IO;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Raw;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>An attached <c>.eml</c> file as message/rfc822 (RFC 2046, section 5.2.1), which no transfer encoding may hide.</summary>
internal sealed class AttachedMessage
{
    // Encoding a message anew holds it in memory several times. A larger one goes as a file.
    private const int MaxEncoded = 8 * 1024 * 1024;

    private readonly IContentSegment _content;
    private readonly bool _isEightBit;

    private AttachedMessage(IContentSegment content, bool isEightBit) => (_content, _isEightBit) = (content, isEightBit);

    /// <summary>The line of a mailbox file that stood before the message and does not go with it, or <see langword="null"/>.</summary>
    public string? MailboxLine { get; private init; }

    /// <summary>
    /// The message as it stands in the file where the way allows that, else re-encoded; or <see langword="null"/> if it is none.
    /// </summary>
    public static AttachedMessage? TryMake(ResolvedAttachment file, bool allowEightBit, CancellationToken cancellationToken)
    {
        if (BodyOf(file.File, out var mailboxLine, cancellationToken) is not { } body)
            return null;
        var meter = RawMessageBuilder.Measure(body, cancellationToken);
        if (meter.HasNul)
            return null;
        var given = new RawBodySegment(body, meter.Size);
        var isAsGiven = (allowEightBit || !meter.HasEightBit) && !meter.HasLongLine;
        IContentSegment? content = isAsGiven ? given : meter.HasManyFolds ? null : Encoded(given, cancellationToken);
        return content is null ? null : new AttachedMessage(content, isAsGiven && meter.HasEightBit) { MailboxLine = mailboxLine };
    }

    // The line end before a boundary belongs to the boundary, so the message's own last one needs another.
    public SegmentPart ToPart(ContentType type) => new(type, new CompositeSegment([_content, BytesSegment.LineEnd]))
    {
        ContentTransferEncoding = _isEightBit ? ContentEncoding.EightBit : ContentEncoding.SevenBit,
    };

    /// <summary>The file from its first header field on, or <see langword="null"/> if it does not begin with a header.</summary>
    private static FileBody? BodyOf(UserFile file, out string? mailboxLine, CancellationToken cancellationToken)
    {
        mailboxLine = null;
        try
        {
            var start = FileStart.Read(file, cancellationToken);
            var header = HeaderBlockParser.Parse(start.Bytes.Span, start.IsWholeFile, file.Path, out _);
            mailboxLine = header.MailboxLine;
            return new FileBody(file, start.Offset + header.Start);
        }
        catch (SmtpSoarException error) when (error.Kind is ErrorKind.InvalidData or ErrorKind.InvalidArgument or ErrorKind.LimitsExceeded)
        {
            return null;
        }
    }

    // MimeKit passes preambles, headers and 7-bit parts on as they are, so it gets the lines that would go out without it.
    private static BytesSegment? Encoded(RawBodySegment content, CancellationToken cancellationToken)
    {
        if (content.Length > MaxEncoded)
            return null;
        using var given = new MemoryStream();
        content.WriteTo(given, cancellationToken);
        given.Position = 0;
        return Encoded(given, cancellationToken) is { } bytes && IsFit(bytes) ? new BytesSegment(bytes) : null;
    }

    private static byte[]? Encoded(MemoryStream given, CancellationToken cancellationToken)
    {
        try
        {
            using var message = MimeMessage.Load(ParserOptions.Default, given, persistent: true, cancellationToken);
            var format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            format.EnsureNewLine = true;
            if (!IsUnderstood(message, format, given))
                return null;
            message.Prepare(EncodingConstraint.SevenBit, LineLimits.MaxLine);
            using var bytes = new MemoryStream();
            message.WriteTo(format, bytes, cancellationToken);
            return bytes.ToArray();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // MimeKit leaves out what it takes for no header field of a part.
    private static bool IsUnderstood(MimeMessage message, FormatOptions format, MemoryStream given)
    {
        using var written = new SameBytesStream(given.GetBuffer().AsMemory(0, (int)given.Length));
        message.WriteTo(format, written);
        return written.IsSame;
    }

    // A header can't be encoded anew without harm, and an encoded boundary (RFC 2231) may hold a line break that MimeKit decodes.
    private static bool IsFit(byte[] bytes)
    {
        var meter = new WireMeter();
        meter.Add(bytes);
        return !meter.HasEightBit && !meter.HasLongLine && LineEndCheck.IsClean(bytes);
    }
}
