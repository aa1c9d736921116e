using System;
using System.Linq;
using SmtpSoar.Core.Bodies;
using SmtpSoar.Core.Templates;
using SmtpSoar.Tests.Templates;
using Xunit;

namespace SmtpSoar.Tests.Bodies;

/// <summary>HTML that is made of Markdown, gets its styles inline, and gives away its pictures.</summary>
public sealed class BodyMakersTests
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Theory]
    [InlineData("# Title", "<h1>Title</h1>")]
    [InlineData("**bold** and [link](https://example.org)", "<p><strong>bold</strong> and <a href=\"https://example.org\">link</a></p>")]
    [InlineData("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>")]
    [InlineData("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>")]
    public void Markdown_OfText_IsItsHtml(string markdown, string html) => Assert.Contains(html, MarkdownHtml.Render(markdown, allowHtml: false));

    [Fact]
    public void Markdown_WithRawHtmlAskedFor_KeepsIt() => Assert.Contains("<b>raw</b>", MarkdownHtml.Render("<b>raw</b>", allowHtml: true));

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](<java script:alert(1)>)")]
    [InlineData("![x](data:text/html;base64,xx)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]: vbscript:1\n\n[x]")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    public void Markdown_WithALinkThatRuns_IsHarmless(string markdown) => Assert.Null(HtmlJudge.Danger(MarkdownHtml.Render(markdown, allowHtml: false)));

    [Fact]
    public void Markdown_OfATable_HasLines() =>
        Assert.Contains("border:1px solid #c9ced6", MarkdownHtml.Render("a|b\n-|-:\n1|2", allowHtml: false));

    [Fact]
    public void Markdown_NestedTooDeep_IsAnError() =>
        Assert.Equal("MarkdownTooDeep", Assert.Throws<SmtpSoarException>(() => MarkdownHtml.Render(new string('>', 10_000) + "x", allowHtml: false)).ErrorId);

    [Fact]
    public void Markdown_WithDataInIt_ShowsTheDataAsText()
    {
        foreach (var value in InjectionTests.Values.Append("**b** _i_ `c` [x](y) # h").Where(value => value.All(character => !char.IsControl(character) && !char.IsSurrogate(character) && character < '\u2000')))
        {
            var markdown = Merge.Render("Value: [{{ v }}] end\n", TemplateKind.Markdown, ("v", value)).Body;
            var html = MarkdownHtml.Render(markdown, allowHtml: false);

            Assert.Equal($"Value: [{value}] end", HtmlJudge.Words(html).Trim());
            Assert.Null(HtmlJudge.Danger(html));
        }
    }

    [Fact]
    public void Styles_OfSheets_MoveIntoElements()
    {
        var html = StyleInliner.Inline("<html><head><style>p { color: red; margin: 0 } .a { color: blue }</style></head><body><p>x</p><p class=\"a\" style=\"margin: 1px\">y</p></body></html>");

        Assert.Contains("<p style=\"color: red;margin: 0\">x</p>", html);
        Assert.Contains("color: blue", html);
        Assert.Contains("margin: 1px", html);
        Assert.DoesNotContain("<style", html);
    }

    [Fact]
    public void Styles_OfAFragment_StayOne()
    {
        var html = StyleInliner.Inline("<style>b { color: red }</style>\n<b>x</b> &amp; ä");

        Assert.Equal("<b style=\"color: red\">x</b> &amp; ä", html.Trim());
    }

    [Fact]
    public void Styles_ForScreens_StayInTheSheet() =>
        Assert.Contains("@media", StyleInliner.Inline("<html><head><style>p { color: red } @media (max-width: 600px) { p { color: blue } }</style></head><body><p>x</p></body></html>"));

    [Fact]
    public void Styles_WithConditionalComments_KeepThem() =>
        Assert.Contains("<!--[if mso]><b>x</b><![endif]-->", StyleInliner.Inline("<style>p{color:red}</style><!--[if mso]><b>x</b><![endif]--><p>x</p>"));

    [Fact]
    public void Styles_FromElsewhere_AreNotFetched() =>
        Assert.DoesNotContain("<link", StyleInliner.Inline("<html><head><link rel=stylesheet href=http://127.0.0.1:1/x.css><style>p{color:red}</style></head><body><p>x"));

    [Fact]
    public void Html_WithoutStyles_StaysByteForByte() => Assert.Equal("<p>x<b>", StyleInliner.Inline("<p>x<b>"));

    [Fact]
    public void Styles_NestedTooDeep_AreAnError() =>
        Assert.Equal("HtmlTooDeep", Assert.Throws<SmtpSoarException>(() => StyleInliner.Inline("<style>b{color:red}</style>" + string.Concat(Enumerable.Repeat("<div>", 20_000)))).ErrorId);

    [Theory]
    [InlineData("<img src=\"data:image/png;base64,{0}\">", "<img src=\"cid:{1}\">")]
    [InlineData("<img src='data:image/png;base64,{0}'>", "<img src='cid:{1}'>")]
    [InlineData("<p style=\"background:url(data:image/png;base64,{0})\">", "<p style=\"background:url(cid:{1})\">")]
    public void Picture_InTheHtml_BecomesAPart(string html, string expected)
    {
        var (made, pictures) = DataPictures.Extract(html.Replace("{0}", Pixel, StringComparison.Ordinal));

        var picture = Assert.Single(pictures);
        Assert.Equal(expected.Replace("{1}", picture.ContentId, StringComparison.Ordinal), made);
        Assert.Equal("image/png", picture.Type);
        Assert.Equal("picture1.png", picture.Name);
        Assert.Equal(Convert.FromBase64String(Pixel), picture.Content);
    }

    [Fact]
    public void Picture_ShownTwice_IsOnePart()
    {
        var image = $"<img src=\"data:image/png;base64,{Pixel}\">";

        Assert.Single(DataPictures.Extract(image + image).Pictures);
    }

    [Theory]
    [InlineData("<img src=\"data:image/png;base64,%%%\">")]
    [InlineData("<a href=\"data:text/html;base64,AAAA\">")]
    [InlineData("<p>data:image/png;base64,AAAA</p>")]
    public void Data_ThatIsNoPicture_Stays(string html)
    {
        var (made, pictures) = DataPictures.Extract(html);

        Assert.Equal(html, made);
        Assert.Empty(pictures);
    }
}
