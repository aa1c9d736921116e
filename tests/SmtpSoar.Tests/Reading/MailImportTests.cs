using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using SmtpSoar.Core.Reading;
using SmtpSoar.Core.Vault;
using SmtpSoar.Tests.Raw;
using Xunit;
using static SmtpSoar.Tests.Reading.Reader;

namespace SmtpSoar.Tests.Reading;

public sealed class MailImportTests
{
    [Fact]
    public void Mail_Plain_IsDecoded()
    {
        var mail = Read(
            "From: =?utf-8?Q?Ann_=C3=84?= <ann@example.org>\r\nTo: \"Doe, Jane\" <jane@example.org>,\r\n team: a@example.org, b@example.org;\r\n"
            + "Cc: c@example.org\r\nBcc: d@example.org\r\nReply-To: r@example.org\r\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\r\n"
            + "Date: Sat, 28 Nov 2026 10:00:00 +0100\r\nMessage-ID: <1@example.org>\r\nX-Case: one\r\nX-Case: two\r\n"
            + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe =\r\nan alle\r\n");

        Assert.Equal("Grüße", mail.Subject);
        Assert.Equal("Ann Ä <ann@example.org>", Assert.Single(mail.From).ToString());
        Assert.Equal(["jane@example.org", "a@example.org", "b@example.org"], mail.To.Select(address => address.Address));
        Assert.Equal("Doe, Jane", mail.To[0].Name);
        Assert.Equal("c@example.org", Assert.Single(mail.Cc).Address);
        Assert.Equal("d@example.org", Assert.Single(mail.Bcc).Address);
        Assert.Equal("r@example.org", Assert.Single(mail.ReplyTo).Address);
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.FromHours(1)), mail.Date);
        Assert.Equal("<1@example.org>", mail.MessageId);
        Assert.Equal("Grüße an alle\r\n", mail.TextBody);
        Assert.Null(mail.HtmlBody);
        Assert.Empty(mail.Attachments);
        Assert.Empty(mail.Warnings);
        Assert.Equal("one", mail.Headers["x-case"]);
        Assert.Equal(["one", "two"], mail.Headers.Where(header => header.Name == "X-Case").Select(header => header.Value));
        Assert.Equal("Subject: =?utf-8?B?R3LDvMOfZQ==?=\r\n", mail.Headers.Single(header => header.Name == "Subject").Raw);
        Assert.Equal("To: \"Doe, Jane\" <jane@example.org>,\r\n team: a@example.org, b@example.org;\r\n", mail.Headers[1].Raw);
    }

    [Fact]
    public void Mail_OfAllLevels_HasItsPartsAndTheirDigests()
    {
        var picture = new byte[] { 0, 1, 2, 255 };
        var mail = Read(Head + Multipart(
            "mixed",
            "m",
            Multipart(
                "related",
                "r",
                Multipart("alternative", "a", "Content-Type: text/plain\r\n\r\ntext", "Content-Type: text/html\r\n\r\n<p>html</p>"),
                $"Content-Type: image/png\r\nContent-ID: <pic@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(picture)}"),
            "Content-Type: application/pdf; name=ignored\r\nContent-Disposition: attachment; filename*=utf-8''%E2%82%AC.pdf\r\n\r\npdf"));

        Assert.Equal("text", mail.TextBody);
        Assert.Equal("<p>html</p>", mail.HtmlBody);
        Assert.Equal(["1.2", "2"], mail.Attachments.Select(attachment => attachment.Part));
        Assert.Equal(("pic@x", true, 4L), (mail.Attachments[0].ContentId, mail.Attachments[0].Inline, mail.Attachments[0].Size));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), mail.Attachments[0].Sha256);
        Assert.Equal(ContentDigest.Read(new MemoryStream(picture), null, CancellationToken.None).Sha1, mail.Attachments[0].VaultId);
        Assert.Equal(("€.pdf", false, "application/pdf", 3L), (mail.Attachments[1].Name, mail.Attachments[1].Inline, mail.Attachments[1].ContentType, mail.Attachments[1].Size));
        Assert.Equal(
            """
            multipart/mixed
              1 multipart/related
                1.1 multipart/alternative
                  1.1.1 text/plain (4 bytes)
                  1.1.2 text/html (11 bytes)
                1.2 image/png (4 bytes)
              2 application/pdf "€.pdf" (3 bytes)
            """.ReplaceLineEndings("\n"),
            mail.Structure);
        Assert.Empty(mail.Warnings);
    }

    [Fact]
    public void Attachment_ThatIsAMail_IsOneItself()
    {
        const string inner = "From: inner@example.org\r\nSubject: inner\r\n\r\ninner text\r\n";

        using var file = new TemporaryFile(Head + Multipart("mixed", "m", "\r\ntext", "Content-Type: message/rfc822\r\n\r\n" + inner));
        var mail = new MailImport(new MailImportOptions()).FromFile(file.Path, CancellationToken.None);

        var attachment = Assert.Single(mail.Attachments);
        Assert.Equal("inner", attachment.Email?.Subject);
        Assert.Equal("inner text\r\n", attachment.Email?.TextBody);
        Assert.Equal(inner, Content(attachment.Content!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(inner))), attachment.Sha256);
        Assert.Equal(inner.Length, attachment.Email!.Size);
        Assert.Equal("multipart/mixed\n  1 text/plain (4 bytes)\n  2 message/rfc822 (55 bytes)\n    2.1 text/plain (12 bytes)", mail.Structure);
    }

    [Theory]
    [InlineData("base64", "AAECA/8=\r\n")]
    [InlineData("quoted-printable", "=00=01=02=03=FF")]
    [InlineData("8bit", "\0\u0001\u0002\u0003\u00FF")]
    public void Content_InEachEncoding_IsReadFromTheFile(string encoding, string text)
    {
        using var file = new TemporaryFile(Encoding.Latin1.GetBytes(Head + Multipart(
            "mixed", "m", "\r\ntext", $"Content-Type: application/x-y\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{text}")));

        var mail = new MailImport(new MailImportOptions()).FromFile(file.Path, CancellationToken.None);

        var attachment = Assert.Single(mail.Attachments);
        Assert.Equal("\0\u0001\u0002\u0003\u00FF", Content(attachment.Content!));
        Assert.Equal(5, attachment.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([0, 1, 2, 3, 255])), attachment.Sha256);
    }

    [Fact]
    public void Text_GivenForAFile_IsReadAsSendSoarRawEmailReadsIt()
    {
        var mail = new MailImport(new MailImportOptions()).FromText(@"From: a@example.org\nSubject: one line\n\nGrüße", CancellationToken.None);

        Assert.Equal("one line", mail.Subject);
        Assert.Equal("Grüße", mail.TextBody);
    }

    [Fact]
    public void File_ThatIsMissing_IsAnError()
    {
        var error = Assert.Throws<SmtpSoarException>(() => new MailImport(new MailImportOptions()).FromFile("/no/such.eml", CancellationToken.None));

        Assert.Equal("RawFileMissing", error.ErrorId);
    }

    [Fact]
    public void Content_OfAFileThatChangedSince_IsAnError()
    {
        using var file = new TemporaryFile(new byte[2_000_000]);
        File.WriteAllText(file.Path, Head + Multipart("mixed", "m", "\r\ntext", "Content-Type: application/x-y\r\n\r\n" + new string('x', 2_000_000)));
        var mail = new MailImport(new MailImportOptions()).FromFile(file.Path, CancellationToken.None);
        File.WriteAllText(file.Path, "other");

        var error = Assert.Throws<SmtpSoarException>(() => Content(mail.Attachments[0].Content!));

        Assert.Equal("ImportFileChanged", error.ErrorId);
    }

    [Fact]
    public void Mails_OfTheCollections_AreAllRead()
    {
        var vectors = JsonDocument.Parse(File.ReadAllText(Path.Combine("Data", "raw-vectors.json"))).RootElement.EnumerateArray()
            .Select(vector => vector.GetProperty("wire").GetString()!)
            .ToList();
        var stored = Directory.GetFiles("Data", "*.eml", SearchOption.AllDirectories).ToList();

        foreach (var mail in vectors)
            Assert.NotEmpty(Read(mail).Headers);
        foreach (var path in stored)
            Assert.NotNull(new MailImport(new MailImportOptions()).FromFile(Path.GetFullPath(path), CancellationToken.None).Subject);

        Assert.NotEmpty(vectors);
        Assert.NotEmpty(stored);
    }
}
