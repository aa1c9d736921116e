using System;
using MimeKit;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Writes a composed message once, into the form that goes over the wire.</summary>
internal static class MessageRenderer
{
    // RFC 5322, section 2.1.1.
    private const int MaxLineLength = 998;

    // More than most headers have.
    private const int InitialCapacity = 1024;

    private static readonly byte[] LineEnd = [(byte)'\r', (byte)'\n'];

    public static RenderedMessage Render(MimeMessage message, bool international, bool hasEightBitBody)
    {
        message.Prepare(EncodingConstraint.SevenBit, MaxLineLength);
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.International = international;

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

    // WriteTo ends the header with the empty line, which the image writes itself.
    private static byte[] WithoutLastLineEnd(byte[] header, int length) => header.AsSpan(0, length - LineEnd.Length).ToArray();
}
