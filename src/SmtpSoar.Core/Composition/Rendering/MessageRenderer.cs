using System;
using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Writes a composed message once, into the form that goes over the wire.</summary>
internal static class MessageRenderer
{
    // More than most headers have.
    private const int InitialCapacity = 1024;

    private static readonly byte[] LineEnd = [(byte)'\r', (byte)'\n'];

    /// <summary>Renders the message in its final form.</summary>
    public static RenderedMessage Render(MimeMessage message, bool international, bool hasEightBitBody)
    {
        message.Prepare(EncodingConstraint.SevenBit, LineLimits.MaxLine);
        var format = Format(international);
        using var header = new System.IO.MemoryStream(InitialCapacity);
        message.WriteTo(format, header, headersOnly: true);
        var body = new SegmentStream();
        message.Body!.WriteTo(format, body, contentOnly: true);
        if (!body.EndsWithLineEnd)
            body.Write(LineEnd, 0, LineEnd.Length);
        return new RenderedMessage(WithoutLastLineEnd(header.GetBuffer(), (int)header.Length), body.Finish())
        {
            HasEightBitHeader = international,
            HasEightBitBody = hasEightBitBody,
        };
    }

    /// <summary>Settles each part's transfer encoding, so that seven bits suffice.</summary>
    public static void Prepare(MimeEntity entity) => entity.Prepare(EncodingConstraint.SevenBit, LineLimits.MaxLine);

    /// <summary>Renders a prepared part with its fields, as it will stand in a message.</summary>
    public static IReadOnlyList<IContentSegment> Render(MimeEntity entity, bool international)
    {
        var part = new SegmentStream();
        entity.WriteTo(Format(international), part);
        return part.Finish();
    }

    private static FormatOptions Format(bool international)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.International = international;
        return format;
    }

    // WriteTo ends the header with the empty line, which the rendered message writes itself.
    private static byte[] WithoutLastLineEnd(byte[] header, int length) => header.AsSpan(0, length - LineEnd.Length).ToArray();
}
