using System.Collections.Generic;
using System.IO;
using System.Linq;
using Org.BouncyCastle.Cms;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>A CMS message that is signed, with its content in it (opaque) or elsewhere (detached).</summary>
internal static class SignedContent
{
    private static readonly byte[] SignedType = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

    /// <summary>The signature over content that is elsewhere, with the digests of that content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="signature">The signature.</param>
    public static CmsSignedDataParser Detached(Stream content, byte[] signature)
    {
        var parser = new CmsSignedDataParser(new CmsTypedStream(content), signature);
        parser.GetSignedContent().Drain();
        return parser;
    }

    /// <summary>The signature of a message with its content in it. The content is read and not held.</summary>
    public static CmsSignedDataParser Opaque(MailContent message, ReadContext context)
    {
        byte[] signature;
        using (var first = message.Open(0, context.Stop))
        {
            var layout = CmsLayout.Read(first, context.Limits);
            Drain(layout.Content);
            signature = WithoutContent(layout, layout.ReadAfter());
        }

        using var second = message.Open(0, context.Stop);
        return Detached(CmsLayout.Read(second, context.Limits).Content ?? Stream.Null, signature);
    }

    private static void Drain(Stream? content)
    {
        var buffer = new byte[64 * 1024];
        while (content is not null && content.Read(buffer, 0, buffer.Length) > 0)
        {
        }
    }

    private static byte[] WithoutContent(CmsLayout layout, IReadOnlyList<byte[]> after)
    {
        var encapsulated = Wrap(Tags.Sequence, layout.Inner);
        var body = Wrap(Tags.Sequence, [.. layout.Before, encapsulated, .. after]);
        return Wrap(Tags.Sequence, [SignedType, Wrap(Tags.Explicit0, [body])]);
    }

    private static byte[] Wrap(byte tag, IReadOnlyList<byte[]> elements)
    {
        var length = elements.Sum(element => element.Length);
        byte[] start = [tag, 0x84, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
        return [.. start, .. elements.SelectMany(element => element)];
    }
}
