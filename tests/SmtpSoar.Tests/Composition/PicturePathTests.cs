using System;
using System.IO;
using System.Linq;
using MimeKit;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Pictures that HTML shows by path, and that are taken from one folder.</summary>
public sealed class PicturePathTests : IDisposable
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly TemporaryFolder _root = new();
    private readonly string _folder;

    public PicturePathTests()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_root.Path, "pictures")).FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        Directory.CreateDirectory(Path.Combine(_root.Path, "pictures-beside"));
        Put("pictures/chart.png", 1);
        Put("pictures/sub/my chart.png", 2);
        Put("pictures/100%.png", 3);
        Put("pictures/\u00E4.jpg", 4);
        Put("pictures-beside/other.png", 5);
        Put("secret.png", 6);
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "notes");
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("<img src=\"chart.png\">", 1)]
    [InlineData("<IMG alt='a > b' SRC = './chart.png'>", 1)]
    [InlineData("<img src=chart.png/>", 1)]
    [InlineData("<img src=\"chart.png?v=1#x\">", 1)]
    [InlineData("<img src=\"sub/my%20chart.png\">", 2)]
    [InlineData("<img src=\"sub\\my chart.png\">", 2)]
    [InlineData("<img src=\"sub/../chart.png\">", 1)]
    [InlineData("<img src=\"100%.png\">", 3)]
    [InlineData("<img src=\"&#228;.jpg\">", 4)]
    [InlineData("<img srcset=\"chart.png 1x, sub/my%20chart.png 2x\">", 1)]
    [InlineData("<td background=\"chart.png\">", 1)]
    [InlineData("<td style=\"background: url('chart.png') no-repeat\">", 1)]
    [InlineData("<style>td { background-image: url( chart.png ) }</style><p>x</p>", 1)]
    [InlineData("<!--[if mso]><v:fill src=\"chart.png\" /><![endif]--><p>x</p>", 1)]
    [InlineData("<!-- a \" quote --><img src=\"chart.png\">", 1)]
    public void Picture_OfTheFolder_IsAPartThatTheHtmlRefersTo(string html, byte content)
    {
        var message = TestMail.Compose(Request(html));
        var mail = TestMail.Read(TestMail.Wire(message));

        var first = Pictures(mail)[0];
        Assert.Equal([.. Png, content], Content(first));
        Assert.Contains("cid:" + first.ContentId, mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("chart.png", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Empty(message.Warnings);
    }

    [Fact]
    public void Picture_ShownTwice_IsOnePart() =>
        Assert.Single(Pictures(TestMail.Read(Request("<img src=chart.png><img src=\"./chart.png\"><p background='chart.png'>"))));

    [Fact]
    public void Html_AroundThePictures_StaysAsItIs()
    {
        const string html = "<p class=a\n id='b'>&nbsp;&lt;img src=\"chart.png\"></P><IMG  src='chart.png'\talt=x ><script>\"<img src='chart.png'>\"</script><br/>5 < 6";

        var mail = TestMail.Read(Request(html));

        var id = Pictures(mail).Single().ContentId;
        Assert.Equal(html.Replace("<IMG  src='chart.png'", $"<IMG  src='cid:{id}'", StringComparison.Ordinal), mail.HtmlBody!.ReplaceLineEndings("\n").TrimEnd());
    }

    [Theory]
    [InlineData("../secret.png", "lies outside")]
    [InlineData("sub/../../secret.png", "lies outside")]
    [InlineData("%2e%2e/secret.png", "lies outside")]
    [InlineData("..%5csecret.png", "lies outside")]
    [InlineData("../pictures-beside/other.png", "lies outside")]
    [InlineData("/etc/passwd.png", "lies outside")]
    [InlineData("file:///etc/passwd.png", "lies outside")]
    [InlineData("absent.png", "no such file")]
    [InlineData("notes.txt", "not that of a picture")]
    [InlineData("nul%00.png", "")]
    public void Picture_FromElsewhere_IsRefused(string address, string reason)
    {
        var refusal = TestMail.Refusal(Request($"<img src=\"{address}\">"));

        Assert.Equal("PictureRefused", refusal.ErrorId);
        Assert.Contains(reason, refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains(_folder, refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_AreFollowedWithinTheFolderAndNotOutOfIt()
    {
        if (OperatingSystem.IsWindows())
            return;
        Link("inside.png", "chart.png");
        Link("outside.png", "../secret.png");
        Link("folder", "../pictures-beside");
        Link("loop.png", "loop.png");
        File.CreateSymbolicLink(Path.Combine(_root.Path, "way"), _folder);

        Assert.Single(Pictures(TestMail.Read(Request("<img src=inside.png>"))));
        Assert.Single(Pictures(TestMail.Read(Request("<img src=chart.png>", Path.Combine(_root.Path, "way")))));
        Assert.Contains("a link leads out", TestMail.Refusal(Request("<img src=outside.png>")).Sentence, StringComparison.Ordinal);
        Assert.Contains("a link leads out", TestMail.Refusal(Request("<img src=folder/other.png>")).Sentence, StringComparison.Ordinal);
        Assert.Contains("no such file", TestMail.Refusal(Request("<img src=loop.png>")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_ThatIsAbsent_IsAWarningWhereAttachmentsMayBe()
    {
        var request = Request("<img src=absent.png><img src=chart.png>");
        request.AllowMissingAttachment = true;

        var message = TestMail.Compose(request);

        Assert.Contains("absent.png", Assert.Single(message.Warnings), StringComparison.Ordinal);
        Assert.Single(Pictures(TestMail.Read(TestMail.Wire(message))));
    }

    [Theory]
    [InlineData("<img src=\"https://example.org/chart.png\"><img src=\"cid:chart.png\">")]
    [InlineData("<base href=\"https://example.org/\"><img src=\"chart.png\">")]
    [InlineData("<p>chart.png</p>")]
    public void Address_ThatIsNoFile_Stays(string html) => Assert.Equal(html, TestMail.Read(Request(html)).HtmlBody!.TrimEnd());

    [Fact]
    public void Folder_ThatIsNone_IsAnError() =>
        Assert.Equal("PictureFolderNotFound", TestMail.Refusal(Request("<p>x</p>", Path.Combine(_folder, "chart.png"))).ErrorId);

    [Fact]
    public void Picture_OfMarkdown_SurvivesSanitizing()
    {
        var markdown = TestMail.Text("![Chart](chart.png)");
        (markdown.IsMarkdown, markdown.PicturePath) = (true, _folder);
        var html = Request("<img src=chart.png onerror=alert(1)>");
        html.Sanitize = true;

        Assert.All(new ComposedMailRequest[] { markdown, html }, request =>
        {
            var mail = TestMail.Read(TestMail.Wire(TestMail.Compose(request)));
            Assert.Contains("cid:" + Pictures(mail).Single().ContentId, mail.HtmlBody, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Warning_AboutALocalPicture_NamesTheParameter() =>
        Assert.Contains("-PicturePath", Assert.Single(TestMail.Compose(TestMail.Html("<img src=chart.png>")).Warnings), StringComparison.Ordinal);

    private HtmlEmailRequest Request(string html, string? folder = null)
    {
        var request = TestMail.Html(html);
        request.PicturePath = folder ?? _folder;
        return request;
    }

    private void Put(string name, byte content) => File.WriteAllBytes(Path.Combine(_root.Path, name), [.. Png, content]);

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder, name), target);

    private static MimePart[] Pictures(MimeMessage mail) => [.. mail.BodyParts.OfType<MimePart>().Where(part => part.ContentType.MediaType == "image")];

    private static byte[] Content(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return content.ToArray();
    }
}
