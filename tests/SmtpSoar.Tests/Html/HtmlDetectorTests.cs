using SmtpSoar.Core.Html;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlDetectorTests
{
    [Theory]
    [InlineData("<html>")]
    [InlineData("<HTML><body>x</body></HTML>")]
    [InlineData("<html lang=\"de\">")]
    [InlineData("<html\n  lang='de'\n>")]
    [InlineData("<html/>")]
    [InlineData("<html lang=it's>")]
    [InlineData("<html title = \"a > b\">")]
    [InlineData("<html title=\"a < b\">")]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("<!doctype HTML>")]
    [InlineData("<!DOCTYPE\n html>")]
    [InlineData("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"\n \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html>")]
    [InlineData("\uFEFF<html>")]
    [InlineData(" \t\r\n<html>")]
    [InlineData("<!-- made by a template --><html>")]
    [InlineData("\uFEFF <!-- one --> \n<!-- two > --><!DOCTYPE html>")]
    [InlineData("<!--><html>")]
    [InlineData("<!---><html>")]
    [InlineData("<!-- bang --!><html>")]
    [InlineData("<!-- <html> --><html>")]
    public void IsHtml_DocumentBegins_IsTrue(string body) => Assert.True(HtmlDetector.IsHtml(body));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Hello")]
    [InlineData("<p>Hello</p>")]
    [InlineData("Hello <html>")]
    [InlineData("<htmlfoo>")]
    [InlineData("<html:x>")]
    [InlineData("<html")]
    [InlineData("<html ")]
    [InlineData("<html <body>")]
    [InlineData("<html\n<body>")]
    [InlineData("<html lang=\"de>")]
    [InlineData("<html lang=\"de>\n<body class='x'>")]
    [InlineData("< html>")]
    [InlineData("&lt;html&gt;")]
    [InlineData("<!DOCTYPE htmlx>")]
    [InlineData("<!DOCTYPE html/>")]
    [InlineData("<!DOCTYPE>")]
    [InlineData("<!DOCTYPEhtml>")]
    [InlineData("<!DOCTYPE html")]
    [InlineData("<!DOCTYPE html PUBLIC \"x>")]
    [InlineData("<!DOCTYPE svg>")]
    [InlineData("<!-- never closed <html>")]
    [InlineData("<!-- x --><p>")]
    [InlineData("<!--!><html>")]
    public void IsHtml_AnythingElse_IsFalse(string? body) => Assert.False(HtmlDetector.IsHtml(body));

    [Fact]
    public void IsHtml_ManyUnclosedComments_TakesLinearTime()
    {
        var dashes = new string('-', 4_000_000);

        Assert.False(HtmlDetector.IsHtml("<!" + dashes));
        Assert.True(HtmlDetector.IsHtml("<!--" + dashes + "><html>"));
    }
}
