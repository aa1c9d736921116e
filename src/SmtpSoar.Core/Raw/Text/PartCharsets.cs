using System.IO;
using MimeKit;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>The parts of a message given as text, all of which go out in UTF-8.</summary>
internal static class PartCharsets
{
    /// <summary>Throws if a part has characters beyond ASCII and its header says that they are something else than UTF-8.</summary>
    /// <param name="header">The message's header.</param>
    /// <param name="body">The message's body, in UTF-8.</param>
    /// <returns>The body.</returns>
    public static byte[] EnsureUtf8(HeaderBlock header, byte[] body)
    {
        using var bytes = new MemoryStream();
        var start = header.ToWireBytes();
        bytes.Write(start, 0, start.Length);
        bytes.Write(body, 0, body.Length);
        CheckFolds(bytes.ToArray());
        bytes.Position = 0;

        using var message = MimeMessage.Load(bytes);
        using var entities = new MimeIterator(message);
        while (entities.MoveNext())
        {
            if (entities.Current is MimePart part && HasEightBit(part))
                EnsureUtf8(part);
        }

        return body;
    }

    private static void CheckFolds(byte[] message)
    {
        var meter = new WireMeter();
        meter.Add(message);
        if (meter.HasManyFolds)
            throw Errors.RawHeaderFolded.With(RawSource.Text, WireMeter.MaxFolds);
    }

    private static void EnsureUtf8(MimePart part)
    {
        var charset = part.ContentType.Charset;
        if (charset is { Length: > 0 } && !CharsetText.IsUtf8(charset))
            throw Errors.RawPartCharsetDiffers.With(RawSource.Text, charset);

        if (part.ContentTransferEncoding is not (ContentEncoding.Default or ContentEncoding.EightBit or ContentEncoding.Binary))
            throw Errors.RawTransferEncodingContradicts.With(RawSource.Text, part.Headers[HeaderId.ContentTransferEncoding]);
    }

    private static bool HasEightBit(MimePart part)
    {
        if (part.Content is null)
            return false;

        using var content = new MemoryStream();
        part.Content.WriteTo(content);
        return ByteScan.HasEightBit(content.ToArray());
    }
}
