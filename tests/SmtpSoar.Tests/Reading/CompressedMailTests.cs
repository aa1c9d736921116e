using System;
using System.Formats.Asn1;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Reading;
using Xunit;

namespace SmtpSoar.Tests.Reading;

/// <summary>Compressed messages of S/MIME (RFC 3274), and other CMS messages that are made to harm.</summary>
public sealed class CompressedMailTests
{
    private const string Zlib = "1.2.840.113549.1.9.16.3.8";
    private const string CompressedData = "1.2.840.113549.1.9.16.1.9";
    private const string Data = "1.2.840.113549.1.7.1";

    [Fact]
    public void Read_CompressedMail_IsOpened()
    {
        var mail = Read(Compressed("Content-Type: text/plain\r\n\r\nHello"));

        Assert.Equal("Hello", mail.TextBody);
        Assert.Empty(mail.Attachments);
        Assert.Equal(SignatureStatus.None, mail.Signature.Single().Status);
    }

    [Fact]
    public void Read_CompressionBomb_EndsAtALimit()
    {
        var mail = Read(Compressed("Content-Type: application/x-y\r\n\r\n" + new string('x', 200_000_000)));

        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxCompressionRatio"));
    }

    [Fact]
    public void Read_CompressedAgainAndAgain_EndsAtALimit()
    {
        var entity = "Content-Type: text/plain\r\n\r\nHello";
        for (var layer = 0; layer < 60; layer++)
            entity = "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(Compressed(entity));

        var mail = Read(Convert.FromBase64String(entity[(entity.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));

        Assert.Null(mail.TextBody);
        Assert.Contains(mail.Warnings, warning => warning.Contains("MaxDepth"));
    }

    // Lengths that are not there, at each place, and cut off at each byte.
    [Fact]
    public void Read_DamagedMessage_IsReadAsFarAsItGoes()
    {
        var whole = Compressed("Content-Type: text/plain\r\n\r\nHello");
        for (var at = 0; at < whole.Length; at++)
        {
            Assert.NotNull(Read(whole[..at]));
            foreach (var value in new byte[] { 0, 0x7F, 0x80, 0x84, 0x88, 0xFF })
            {
                var damaged = whole.ToArray();
                damaged[at] = value;
                Assert.NotNull(Read(damaged));
            }
        }
    }

    internal static byte[] Compressed(string entity)
    {
        using var packed = new MemoryStream();
        packed.Write([0x78, 0x9C], 0, 2); // the header of zlib (RFC 1950, section 2.2)
        var content = Encoding.Latin1.GetBytes(entity);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(content, 0, content.Length);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CompressedData);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(Zlib);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Data);
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                        writer.WriteOctetString(packed.ToArray());
                }
            }
        }

        return writer.Encode();
    }

    private static SoarEmail Read(byte[] message)
    {
        var text = Reader.Head + "Content-Type: application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(message, Base64FormattingOptions.InsertLineBreaks);
        return new MailImport(new MailImportOptions { Verify = true }).FromText(text, CancellationToken.None);
    }
}
