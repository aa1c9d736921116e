using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MimeKit;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Smtp;

/// <summary>
/// A finished message in the shape that MailKit sends: what MailKit writes are the image's bytes and no others.
/// </summary>
internal sealed class WireMessage : MimeMessage
{
    private readonly WirePart _part;

    /// <summary>A message of this image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="ending">Called when all but the end has been written to a stream; once it returns, the end goes too.</param>
    public WireMessage(RenderedMessage image, Action<Stream> ending)
        : base(Fields(image))
    {
        Image = image;
        Body = _part = new WirePart(image, ending);
    }

    public RenderedMessage Image { get; }

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
    private static IEnumerable<Header> Fields(RenderedMessage image)
    {
        if (image.HeaderBlock.Length > 0)
            yield return new RawFields(image.HeaderBlock);
    }

    /// <summary>All header fields as one run of bytes. MimeKit writes a field that it takes for invalid as it is.</summary>
    private sealed class RawFields(byte[] fields) : Header(ParserOptions.Default, fields, [], invalid: true);

    /// <summary>Everything behind the header. MailKit asks for BODY=8BITMIME by its transfer encoding.</summary>
    private sealed class WirePart : MimePart
    {
        private readonly IReadOnlyList<IContentSegment> _body;
        private readonly long _start;
        private readonly Action<Stream> _ending;

        public WirePart(RenderedMessage image, Action<Stream> ending)
        {
            // Before MAIL is said.
            _body = image.CheckedBody(CancellationToken.None);
            _start = image.Size - CompositeSegment.LengthOf(_body);
            _ending = ending;
            ContentTransferEncoding =
                image.HasEightBitBody || image.HasEightBitHeader ? ContentEncoding.EightBit : ContentEncoding.SevenBit;
        }

        public bool IsWritten { get; private set; }

        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            using var guard = new LineEndGuard(stream, _start);
            foreach (var segment in _body)
                segment.WriteTo(guard.For(segment), cancellationToken);
            End(guard, stream);
        }

        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            using var guard = new LineEndGuard(stream, _start);
            foreach (var segment in _body)
                await segment.WriteToAsync(guard.For(segment), cancellationToken).ConfigureAwait(false);
            End(guard, stream);
        }

        // The dot that ends the message comes after this: without it no server takes the message.
        private void End(LineEndGuard guard, Stream stream)
        {
            guard.End();
            _ending(stream);
            IsWritten = true;
        }
    }
}
