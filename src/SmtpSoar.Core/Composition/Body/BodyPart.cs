using System.IO;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>A text part that is encoded as quoted-printable, where it must be, in lines of at most 76 (RFC 2045, section 6.7).</summary>
/// <param name="subtype">The kind of text, such as plain or html.</param>
/// <param name="isProtected">Whether also "From " at the beginning of a line is encoded.</param>
internal sealed class BodyPart(string subtype, bool isProtected) : TextPart(subtype)
{
    // MimeKit's encoder looks at a line's length only after it has added a character, up to three bytes, and then still adds the '=' that
    // breaks the line: it exceeds the length that it is told by two.
    private const int LineLength = 74;

    // "=46rom " is longer than "From " by so much.
    private const int ArmorLength = 2;

    public override void Prepare(EncodingConstraint constraint, int maxLineLength = 78)
    {
        base.Prepare(constraint, maxLineLength);
        if (ContentTransferEncoding == ContentEncoding.QuotedPrintable
            && Content is { Encoding: not ContentEncoding.QuotedPrintable } content)
            Content = Encoded(content);
    }

    private MimeContent Encoded(IMimeContent content)
    {
        var bytes = new MemoryStream();
        using (var filtered = new FilteredStream(bytes))
        {
            filtered.Add(new EncoderFilter(new QuotedPrintableEncoder(isProtected ? LineLength - ArmorLength : LineLength)));
            if (isProtected)
                filtered.Add(new ArmoredFromFilter());
            content.DecodeTo(filtered);
            filtered.Flush();
        }

        bytes.Position = 0;
        return new MimeContent(bytes, ContentEncoding.QuotedPrintable);
    }
}
