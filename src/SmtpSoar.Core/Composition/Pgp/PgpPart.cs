using System.Text;
using MimeKit;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.OpenPgp;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>Makes the MIME parts that hold OpenPGP (RFC 3156).</summary>
internal static class PgpPart
{
    /// <summary>multipart/signed: the content, and its signature beside it (section 5).</summary>
    public static Multipart Signed(MimeEntity content, PgpSignatureText signature)
    {
        var signed = new Multipart("signed");
        signed.ContentType.Parameters["protocol"] = "application/pgp-signature";
        signed.ContentType.Parameters["micalg"] = signature.HashName;
        signed.Add(content);
        signed.Add(Part("pgp-signature", "signature.asc", new BytesSegment(signature.Armor), ContentDisposition.Attachment));
        return signed;
    }

    /// <summary>multipart/encrypted (section 4).</summary>
    public static Multipart Encrypted(IContentSegment content)
    {
        var encrypted = new Multipart("encrypted");
        encrypted.ContentType.Parameters["protocol"] = "application/pgp-encrypted";
        var version = new BytesSegment(Encoding.ASCII.GetBytes("Version: 1\r\n"));
        encrypted.Add(Part("pgp-encrypted", null, version, ContentDisposition.Attachment));
        encrypted.Add(Part("octet-stream", "encrypted.asc", content, ContentDisposition.Inline));
        return encrypted;
    }

    private static SegmentPart Part(string type, string? name, IContentSegment content, string disposition) =>
        new(new ContentType("application", type) { Name = name }, content)
        {
            ContentTransferEncoding = ContentEncoding.SevenBit,
            ContentDisposition = new ContentDisposition(disposition) { FileName = name },
        };
}
