using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using MimeKit.IO;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>
/// A finished message in the shape that MailKit sends: what MailKit writes are the image's bytes and no others.
/// </summary>
internal sealed class WireMessage : MimeMessage
{
    private readonly WirePart _part;

    public WireMessage(WireImage image, IHandover? handover)
        : base(Fields(image))
    {
        Image = image;
        Body = _part = new WirePart(image, handover);
    }

    public WireImage Image { get; }

    /// <summary>Whether the last byte was handed over, so that the server may have taken the message.</summary>
    public bool IsWritten => _part.IsWritten;

    /// <summary>The format that goes with it: the fields that MailKit reads its decisions from are not written.</summary>
    public static FormatOptions Format(bool international)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = international;
        format.HiddenHeaders.Add(HeaderId.MimeVersion);
        format.HiddenHeaders.Add(HeaderId.ContentType);
        format.HiddenHeaders.Add(HeaderId.ContentTransferEncoding);
        return format;
    }

    // A message that is made without fields invents some.
    private static IEnumerable<Header> Fields(WireImage image)
    {
        if (image.HeaderBlock.Length > 0)
            yield return new RawFields(image.HeaderBlock);
    }

    /// <summary>All header fields as one run of bytes. MimeKit writes a field that it takes for invalid as it is.</summary>
    private sealed class RawFields(byte[] fields) : Header(ParserOptions.Default, fields, [], invalid: true);

    /// <summary>Everything behind the header. MailKit asks for BODY=8BITMIME by its transfer encoding.</summary>
    private sealed class WirePart : MimePart
    {
        private readonly WireImage _image;
        private readonly IHandover? _handover;

        public WirePart(WireImage image, IHandover? handover)
        {
            (_image, _handover) = (image, handover);
            ContentTransferEncoding = _image.HasEightBitBody || _image.HasEightBitHeader ? ContentEncoding.EightBit : ContentEncoding.SevenBit;
        }

        public bool IsWritten { get; private set; }

        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            foreach (var segment in _image.Body)
                segment.WriteTo(StreamFor(segment, stream), cancellationToken);
            End();
        }

        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            foreach (var segment in _image.Body)
                await segment.WriteToAsync(StreamFor(segment, stream), cancellationToken).ConfigureAwait(false);
            End();
        }

        // MailKit looks at each byte for dots to be stuffed, which takes as long as all the rest of a large file's way.
        private static Stream StreamFor(IWireSegment segment, Stream stream)
        {
            while (segment.IsFreeOfDots && stream is FilteredStream filtered)
                stream = filtered.Source;
            return stream;
        }

        // The dot that ends the message comes after this: without it no server takes the message.
        private void End()
        {
            _handover?.BeforeLastByte();
            IsWritten = true;
        }
    }
}
