using System;
using System.Linq;
using System.Text.RegularExpressions;
using MimeKit;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("report.pdf")]
    [InlineData("two words.pdf")]
    [InlineData("we\"ird 'q' (x).pdf")]
    [InlineData("résumé.pdf")]
    [InlineData("été.txt")]
    [InlineData("отчет за год.docx")]
    [InlineData("世界 😀.pdf")]
    [InlineData("100%;a=b*.pdf")]
    public void Compose_FileName_ArrivesInBothPlaces(string name)
    {
        var part = Part(name);

        Assert.Equal(name, part.ContentDisposition!.FileName);
        Assert.Equal(name, part.ContentType.Name);
    }

    [Fact]
    public void Compose_RandomNames_Arrive()
    {
        var random = new Random(1);
        string[] pieces = ["a", "é", "世", "😀", " ", "'", "%", "*", ";", "=", "(", "\"", ".", "longer"];
        for (var i = 0; i < 200; i++)
        {
            var name = "n" + string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => pieces[random.Next(pieces.Length)])) + "x";
            var part = Part(name);
            Assert.Equal((name, name), (part.FileName, part.ContentType.Name));
        }
    }

    [Theory]
    [InlineData(100, 'a')]
    [InlineData(200, 'é')]
    [InlineData(200, '世')]
    public void Compose_LongFileName_Arrives(int length, char character)
    {
        var name = new string(character, length) + ".pdf";
        var part = Part(name);

        Assert.All(Regex.Matches(Text(name), @"=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=").Cast<Match>(), word => Assert.InRange(word.Length, 1, 75));

        Assert.Equal(name, part.ContentDisposition!.FileName);
        Assert.Equal(name, part.ContentType.Name);
    }

    [Fact]
    public void Compose_NonAsciiFileName_IsRfc2231InTheDispositionAndRfc2047InTheType()
    {
        var text = Text("é.pdf");

        Assert.Contains("filename*=utf-8''%C3%A9.pdf", text, StringComparison.Ordinal);
        Assert.Matches(new Regex("name=\"=\\?utf-8\\?[BbQq]\\?[^?]+\\?=\""), text);
        Assert.DoesNotContain("8859", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/evil.pdf", "evil.pdf")]
    [InlineData("C:\\Users\\x\\evil.pdf", "evil.pdf")]
    [InlineData("a\r\nX-Evil: 1.pdf", "a__X-Evil: 1.pdf")]
    [InlineData("a\u0000b.pdf", "a_b.pdf")]
    public void Compose_NameThatIsMoreThanAName_IsMadeOne(string given, string shown) =>
        Assert.Equal(shown, Part(given).ContentDisposition!.FileName);

    [Fact]
    public void Compose_OtherName_DecidesTheType()
    {
        Assert.Equal("image/png", Part("x.png").ContentType.MimeType);
        Assert.Equal("application/octet-stream", Part("x").ContentType.MimeType);
    }

    [Theory]
    [InlineData("application/x-special", "application/x-special; name=\"x.pdf\"")]
    [InlineData("text/csv; charset=utf-8; header=\"a b\"", "text/csv; charset=\"utf-8\"; header=\"a b\"; name=\"x.pdf\"")]
    [InlineData("text/plain; name=other; boundary=b", "text/plain; name=\"x.pdf\"")]
    public void Compose_GivenType_IsTaken(string given, string type)
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        var file = files.Add("x.pdf");
        file.ContentType = given;
        request.Attachments = [file];

        Assert.Equal(type, TestMail.Read(request).Attachments.Single().Headers[HeaderId.ContentType]);
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("multipart/mixed")]
    [InlineData("a/b\r\nX: y")]
    [InlineData("a/b\r\n")]
    [InlineData("x")]
    [InlineData("/")]
    [InlineData("text/")]
    [InlineData("a/b/c")]
    [InlineData("a/b c")]
    [InlineData("text/plain; charset=\"")]
    [InlineData("text/plain; charset=\"utf-8")]
    [InlineData("text/plain; charset")]
    [InlineData("text/plain; charset=")]
    [InlineData("text/plain; charset=utf-8, x")]
    [InlineData("text/plain; charset=\"a\r\nX-Evil: 1\"")]
    [InlineData("text/plain\0")]
    [InlineData("text/plain; ; charset=x")]
    [InlineData("tëxt/plain")]
    [InlineData("MULTIPART/mixed; boundary=x")]
    public void Compose_GivenTypeThatIsNone_IsRefused(string given)
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        var file = files.Add("x.pdf");
        file.ContentType = given;
        request.Attachments = [file];

        var error = TestMail.Refusal(request);
        Assert.Equal("AttachmentTypeInvalid", error.ErrorId);
        Assert.Contains("type/subtype", error.Advice, System.StringComparison.Ordinal);
        Assert.DoesNotContain('\r', error.Message);
    }

    [Fact]
    public void Compose_VeryLongType_IsRefusedInAShortSentence()
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        var file = files.Add("x.pdf");
        file.ContentType = "text/plain; a=" + new string('x', 100_000);
        request.Attachments = [file];

        Assert.InRange(TestMail.Refusal(request).Message.Length, 1, 500);
    }

    private static MimePart Part(string name) => (MimePart)((Multipart)TestMail.Read(Wire(name)).Body!)[1];

    private static string Text(string name) => System.Text.Encoding.ASCII.GetString(Wire(name));

    private static byte[] Wire(string name)
    {
        using var files = new TestFiles();
        var request = TestMail.Text();
        var file = files.Add("stored");
        file.Name = name;
        request.Attachments = [file];
        return TestMail.Wire(TestMail.Compose(request));
    }
}
