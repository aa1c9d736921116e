using System;
using MimeKit;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Writes a composed message once, into the form that goes over the wire.</summary>
internal static class MessageRenderer
{
    // More than most headers have.
    private const int InitialCapacity = 1024;

    private static readonly byte[] LineEnd = [(byte)'\r', (byte)'\n'];

    public static RenderedMessage Render(MimeMessage message, bool international, bool hasEightBitBody)
    {
        message.Prepare(EncodingConstraint.SevenBit, LineLimits.MaxLine);
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
