using System;
using System.IO;
using System.Threading;
using MimeKit;
using MimeKit.Encodings;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>Content of a part without its transfer encoding.</summary>
internal static class DecodedContent
{
    /// <summary>The content, as it was before it was encoded for the mail.</summary>
    public static MailContent Of(MailContent raw, ContentEncoding encoding) =>
        DecoderOf(encoding) is null ? raw : new DerivedContent(stop => Decode(raw, encoding, stop));

    /// <summary>Whether the content has another form in the mail.</summary>
    public static bool IsEncoded(ContentEncoding encoding) => DecoderOf(encoding) is not null;

    /// <summary>A decoder, or <see langword="null"/> for content that stands in the mail as it is.</summary>
    public static IMimeDecoder? DecoderOf(ContentEncoding encoding) => encoding switch
    {
        ContentEncoding.Base64 => new Base64Decoder(),
        ContentEncoding.QuotedPrintable => new QuotedPrintableDecoder(),
        ContentEncoding.UUEncode => new UUDecoder(),
        _ => null,
    };

    private static Decoding Decode(MailContent raw, ContentEncoding encoding, CancellationToken stop) =>
        new(raw.Open(0, stop), DecoderOf(encoding)!);

    /// <summary>Decodes while it is read. The library's own stream ends where a block has nothing but characters of no meaning.</summary>
    private sealed class Decoding(Stream raw, IMimeDecoder decoder) : ReadOnlyStream
    {
        private const int BlockSize = 16 * 1024;

        private readonly byte[] _block = new byte[BlockSize];
        private readonly byte[] _decoded = new byte[decoder.EstimateOutputLength(BlockSize)];
        private int _next;
        private int _end;

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_next == _end)
            {
                var read = raw.Read(_block, 0, BlockSize);
                if (read == 0)
                    return 0;
                (_next, _end) = (0, decoder.Decode(_block, 0, read, _decoded));
            }

            count = Math.Min(count, _end - _next);
            Buffer.BlockCopy(_decoded, _next, buffer, offset, count);
            _next += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                raw.Dispose();
            base.Dispose(disposing);
        }
    }
}
