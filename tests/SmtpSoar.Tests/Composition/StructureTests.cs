using System.Linq;
using MimeKit;
using SmtpSoar.Tests.Vectors;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Mixed only with plain attachments, related only with inline parts, alternative only with HTML.</summary>
public sealed class StructureTests
{
    private const string Alternative = "multipart/alternative[text/plain text/html]";

    [Theory]
    [InlineData(0, "text/plain")]
    [InlineData(1, "multipart/mixed[text/plain application/pdf]")]
    [InlineData(2, "multipart/mixed[text/plain application/pdf application/pdf]")]
    public void Compose_Text_HasNoLevelWithoutNeed(int plain, string tree) => Assert.Equal(tree, Tree(TestMail.Text(), plain, 0));

    [Theory]
    [InlineData(0, 0, Alternative)]
    [InlineData(1, 0, $"multipart/mixed[{Alternative} application/pdf]")]
    [InlineData(0, 1, $"multipart/related[{Alternative} image/png]")]
    [InlineData(0, 2, $"multipart/related[{Alternative} image/png image/png]")]
    [InlineData(2, 2, $"multipart/mixed[multipart/related[{Alternative} image/png image/png] application/pdf application/pdf]")]
    public void Compose_Html_HasNoLevelWithoutNeed(int plain, int inline, string tree)
    {
        Assert.Equal(tree, Tree(TestMail.Html(), plain, inline));
        Assert.Equal(tree, Tree(TestMail.Text("<!doctype HTML><p>Hello</p>"), plain, inline));
    }

    [Fact]
    public void Compose_PlainTextWithContentId_KeepsTheFileAsAttachment() =>
        Assert.Equal("multipart/mixed[text/plain application/pdf image/png]", Tree(TestMail.Text(), 1, 1));

    [Fact]
    public void Compose_Related_SaysWhatItsRootIs()
    {
        using var files = new TestFiles();
        var request = TestMail.Html("<img src=cid:a>");
        request.Attachments = [files.Add("a.png", contentId: "a")];

        var related = Assert.IsType<MultipartRelated>(TestMail.Read(request).Body);

        Assert.Equal("multipart/alternative", related.ContentType.Parameters["type"]);
        Assert.IsType<MultipartAlternative>(related.Root);
    }

    [Fact]
    public void Compose_HtmlWithoutText_RendersIt()
    {
        var read = TestMail.Read(TestMail.Html("<p>One</p><p>Two <a href='https://example.org/x'>link</a></p><script>no()</script>"));

        Assert.Contains("One", read.TextBody, System.StringComparison.Ordinal);
        Assert.Contains("https://example.org/x", read.TextBody, System.StringComparison.Ordinal);
        Assert.DoesNotContain("no()", read.TextBody, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_HtmlWithText_TakesThatText()
    {
        var request = TestMail.Html();
        request.TextBody = "<b>not html</b>";

        Assert.Equal("<b>not html</b>", TestMail.Read(request).TextBody!.TrimEnd());
    }

    [Fact]
    public void Compose_SameFileInlineAndPlain_IsBoth()
    {
        using var files = new TestFiles();
        var request = TestMail.Html("<img src=cid:a>");
        var plain = files.Add("a.png");
        request.Attachments = [plain, new AttachmentReference { Path = plain.Path, ContentId = "a" }];

        Assert.Equal($"multipart/mixed[multipart/related[{Alternative} image/png] image/png]", MimeTree.Of(TestMail.Read(request).Body!).ToString());
    }

    private static string Tree(ComposedMailRequest request, int plain, int inline)
    {
        using var files = new TestFiles();
        request.Attachments =
        [
            .. Enumerable.Range(0, plain).Select(number => files.Add($"{number}.pdf")),
            .. Enumerable.Range(0, inline).Select(number => files.Add($"{number}.png", contentId: $"id{number}")),
        ];
        return MimeTree.Of(TestMail.Read(request).Body!).ToString();
    }
}
