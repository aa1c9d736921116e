using System.Collections.Generic;
using MimeKit;
using SmtpSoar.Core.Composition.Rendering;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Makes the MIME parts that hold CMS structures (RFC 8551, section 3.2).</summary>
internal static class SmimePart
{
    /// <summary>application/pkcs7-mime: the content is inside.</summary>
    /// <param name="type">The smime-type.</param>
    /// <param name="content">The structure.</param>
    public static MimePart Of(string type, IReadOnlyList<IContentSegment> content)
    {
        var contentType = new ContentType("application", "pkcs7-mime") { Name = "smime.p7m" };
        contentType.Parameters["smime-type"] = type;
        return Part(contentType, "smime.p7m", content);
    }

    /// <summary>multipart/signed: the content, and its signature beside it (RFC 1847, section 2.1).</summary>
    public static Multipart Signed(MimeEntity content, byte[] signature, string micalg)
    {
        var signed = new Multipart("signed");
        signed.ContentType.Parameters["protocol"] = "application/pkcs7-signature";
        signed.ContentType.Parameters["micalg"] = micalg;
        signed.Add(content);
        signed.Add(Part(
            new ContentType("application", "pkcs7-signature") { Name = "smime.p7s" }, "smime.p7s", [new BytesSegment(signature)]));
        return signed;
    }

    private static SegmentPart Part(ContentType type, string name, IReadOnlyList<IContentSegment> content) =>
        new(type, new Base64Segment(content))
        {
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name },
        };
}
