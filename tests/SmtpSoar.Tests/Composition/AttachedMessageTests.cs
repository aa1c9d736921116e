using System;
using System.Text;
using MimeKit;
using SmtpSoar.Core.Composition;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>An attached .eml: as message/rfc822 with the file's own bytes where mail can carry them.</summary>
public sealed class AttachedMessageTests : IDisposable
{
    private const string Header = "From: a@example.org\r\nSubject: inner\r\n";

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(Header + "\r\nBody\r\n.\r\nend\r\n")]
    [InlineData(Header + "\r\nno final line end")]
    [InlineData(Header + "X-Bad : kept\r\nx-folded:\r\n\tas it is  \r\n\r\n--b\r\n\r\nBody  \r\n")]
    [InlineData(Header + "Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n\r\nText\r\n--b--\r\nepilogue\r\n")]
    [InlineData(Header + "\r\n")]
    public void Compose_Message_KeepsItsBytes(string eml)
    {
        var expected = eml.EndsWith('\n') ? eml : eml + "\r\n";

        Assert.Contains("\r\n\r\n" + expected + "\r\n--", Wire(eml), StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n" + expected + "\r\n--", Wire(eml.Replace("\r\n", "\n", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n" + expected + "\r\n--", Wire(eml.Replace("\r\n", "\r", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("message/rfc822", Part(eml).ContentType.MimeType);
    }

    [Fact]
    public void Compose_EightBitMessage_GoesAsItIsWhereThatIsOffered()
    {
        var message = Compose(Header + "Content-Type: text/plain; charset=utf-8\r\n\r\nGrüße\r\n");

        Assert.True(message.Image.HasEightBitBody);
        Assert.Contains("\r\n\r\nGrüße\r\n", Encoding.UTF8.GetString(TestMail.Wire(message)), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_EightBitMessage_IsReencodedWhereSevenBitIsNeeded()
    {
        var message = Compose(Header + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n");

        var image = message.SevenBitImage!();
        var inner = ((MessagePart)((Multipart)TestMail.Read(TestMail.Wire(image)).Body!)[1]).Message!;

        Assert.False(image.HasEightBitBody);
        Assert.Equal("Grüße", inner.TextBody!.TrimEnd());
        Assert.Equal("inner", inner.Subject);
    }

    // Reading it would take minutes.
    [Fact]
    public void Compose_FieldFoldedTooOften_GoesAsAFile()
    {
        var folds = string.Concat(System.Linq.Enumerable.Repeat(";\r\n a=b", 400_000));
        var eml = Header + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain" + folds
            + "\r\n\r\n" + new string('y', 1_200) + "\r\n--x--\r\n";

        Assert.Equal("application/octet-stream", Part(eml).ContentType.MimeType);
    }

    [Fact]
    public void Compose_LongLines_AreReencoded()
    {
        var body = new string('x', 3000);
        var inner = ((MessagePart)Part(Header + "\r\n" + body + "\r\n")).Message!;

        Assert.Equal(body, inner.TextBody!.TrimEnd());
    }

    [Theory]
    [InlineData(Header + "X-Long: ")]
    [InlineData(Header + "X-Ünï: é\r\nX-Long: ")]
    public void Compose_LongLineInTheHeader_GoesAsAFile(string start)
    {
        var eml = start + new string('x', 3000) + "\r\n\r\nBody\r\n";
        var part = (MimePart)Part(eml);

        Assert.Equal("application/octet-stream", part.ContentType.MimeType);
        Assert.Equal("mail.eml", part.FileName);
        Assert.Equal(eml, Encoding.UTF8.GetString(Vectors.MessageComparison.Content(part)));
    }

    [Fact]
    public void Compose_EightBitHeaderWhereSevenBitIsNeeded_GoesAsAFile()
    {
        const string Eml = "From: a@example.org\r\nSubject: Grüße\r\n\r\nBody\r\n";
        var image = Compose(Eml).SevenBitImage!();

        var part = (MimePart)((Multipart)TestMail.Read(TestMail.Wire(image)).Body!)[1];

        Assert.Equal("application/octet-stream", part.ContentType.MimeType);
        Assert.Equal(Eml, Encoding.UTF8.GetString(Vectors.MessageComparison.Content(part)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("This is only text.\r\nIt has no header.\r\n")]
    [InlineData("\u0001\u0002\u0000binary")]
    [InlineData("From MAILER Mon Jan 1\r\nno field\r\n\r\nmailbox file\r\n")]
    public void Compose_NoMessageAtAll_GoesAsAFile(string content)
    {
        var part = (MimePart)Part(content);

        Assert.Equal("application/octet-stream", part.ContentType.MimeType);
        Assert.Equal("mail.eml", part.FileName);
        Assert.Equal(content, Encoding.UTF8.GetString(Vectors.MessageComparison.Content(part)));
    }

    private MimeEntity Part(string eml) => ((Multipart)TestMail.Read(TestMail.Wire(Compose(eml))).Body!)[1];

    private string Wire(string eml) => Encoding.UTF8.GetString(TestMail.Wire(Compose(eml)));

    private ComposedMessage Compose(string eml)
    {
        var request = TestMail.Text();
        request.Attachments = [_files.Add("mail.eml", eml)];
        return TestMail.Compose(request);
    }
}
