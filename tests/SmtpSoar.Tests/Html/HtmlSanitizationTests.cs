using System;
using System.Linq;
using SmtpSoar.Core.Html.Sanitizing;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlSanitizationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("<p>a</p>\n<p>b</p>")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; &nbsp;")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2&amp;copy=3\" title=\"&lt;b&gt;\" target=\"_blank\" rel=\"noopener\">x</a>")]
    [InlineData("<a href=\"mailto:a@example.org?subject=x&amp;body=y\">x</a><a href=\"tel:+4930\">y</a><a href=\"#top\" name=\"top\">z</a>")]
    [InlineData("<img src=\"cid:logo@example.org\" alt=\"\" width=\"10\" height=\"20\" border=\"0\">")]
    [InlineData("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"x\">")]
    [InlineData("<img srcset=\"cid:a 1x, https://example.org/b.png 2x\" sizes=\"100vw\">")]
    [InlineData("<font face=\"Arial\" size=\"2\" color=\"#ff0000\">x</font>")]
    [InlineData("<table role=\"presentation\" class=\"a b\" id=\"t\" bgcolor=\"#fff\" align=\"center\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" background=\"cid:b\"><tbody><tr><td valign=\"top\" colspan=\"2\" nowrap=\"\" aria-hidden=\"true\" data-x=\"1\">x</td></tr></tbody></table>")]
    [InlineData("<center><big>x</big><u>y</u><strike>z</strike></center>")]
    [InlineData("<div dir=\"rtl\" lang=\"he\" hidden=\"\">x</div>")]
    [InlineData("<pre>\n\n  a\n</pre>")]
    [InlineData("<o:p>&nbsp;</o:p>")]
    [InlineData("<p>Grüße 😀</p>")]
    public void Sanitize_WhatMailNeeds_IsUnchanged(string html)
    {
        var sanitized = HtmlSanitization.Sanitize(html);

        Assert.Equal(html, sanitized.Html);
        Assert.Empty(sanitized.Removed);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>a &amp; b</title></head><body bgcolor=\"#ffffff\">x</body></html>")]
    [InlineData("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\"><html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\"></head><body style=\"margin: 0\">x</body></html>")]
    public void Sanitize_Document_StaysADocument(string html)
    {
        var sanitized = HtmlSanitization.Sanitize(html);

        Assert.Equal(html, sanitized.Html);
        Assert.Empty(sanitized.Removed);
    }

    [Fact]
    public void Sanitize_BodyWithoutHtml_BecomesADocument() =>
        Assert.Equal("<html><head></head><body bgcolor=\"red\">x</body></html>", HtmlSanitization.Sanitize("<body bgcolor=red>x").Html);

    [Theory]
    [InlineData("<!--[if mso]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->")]
    [InlineData("<!--[if mso]>\n<noscript>\n<xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml>\n</noscript>\n<![endif]-->")]
    [InlineData("<!--[if lte mso 11]><style type=\"text/css\">.outlook { width:100% !important; }</style><![endif]-->")]
    [InlineData("<!--[if (gte mso 9)|(IE)]><table align=\"center\" width=\"600\" style=\"width:600px;\"><tr><td style=\"line-height:0px;mso-line-height-rule:exactly;\"><![endif]-->x<!--[if (gte mso 9)|(IE)]></td></tr></table><![endif]-->")]
    [InlineData("<!--[if !mso]><!--><p>x</p><!--<![endif]-->")]
    [InlineData("<!--[if mso]><v:roundrect xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:w=\"urn:schemas-microsoft-com:office:word\" href=\"https://example.org\" style=\"height:40px;v-text-anchor:middle;width:200px;\" arcsize=\"10%\" stroke=\"f\" fillcolor=\"#d62828\"><w:anchorlock/><center style=\"color:#ffffff;\">Go</center></v:roundrect><![endif]-->")]
    [InlineData("<!--[if gte mso 9]><v:rect fill=\"true\" stroke=\"false\" style=\"width:600px;height:400px;\"><v:fill type=\"frame\" src=\"cid:bg\" color=\"#7bceeb\" /><v:textbox inset=\"0,0,0,0\"><![endif]--><div>x</div><!--[if gte mso 9]></v:textbox></v:rect><![endif]-->")]
    public void Sanitize_OutlookConditions_StayWordForWord(string html)
    {
        var sanitized = HtmlSanitization.Sanitize(html);

        Assert.Equal(html, sanitized.Html);
        Assert.Empty(sanitized.Removed);
    }

    [Fact]
    public void Sanitize_BareCondition_StaysACondition() =>
        Assert.Equal("<!--[if !mso]><!--><p>x</p><!--<![endif]-->", HtmlSanitization.Sanitize("<![if !mso]><p>x</p><![endif]>").Html);

    [Theory]
    [InlineData("<p style='mso-line-height-rule:exactly;margin:0 auto;color:#fff'>x</p>", "mso-line-height-rule: exactly;margin: 0;auto;color: #ffffff")]
    [InlineData("<p style=\"font:12px/1.5 Arial,'Segoe UI';-ms-text-size-adjust:100%;width:600px!important\">x</p>", "font: 12px / 1.5 Arial;Segoe UI;-ms-text-size-adjust: 100%;width: 600px !important")]
    [InlineData("<td style='background:url(cid:x) no-repeat #fff'>", "")]
    [InlineData("<p style='background:url(cid:x) no-repeat #ffeedd'>x</p>", "cid:x;no-repeat;#ffeedd")]
    [InlineData("<p style='background-image:url(data:image/png;base64,AAAA)'>x</p>", "data:image/png;base64,AAAA")]
    [InlineData("<p style='background-color:rgba(1,2,3,.5);border:1px solid red'>x</p>", "rgba(1, 2, 3, 0.5);1px solid #ff0000")]
    [InlineData("<style>.a{color:red;mso-hide:all}@media only screen and (max-width:600px){.b{width:100%!important}}</style>", "<style>;.a;color: #ff0000;mso-hide: all;@media only screen and (max-width: 600px);width: 100% !important")]
    [InlineData("<style><!-- @font-face{font-family:'Cambria Math';panose-1:2 4 5} @page W{size:612pt 792pt} @list l0 {mso-list-id:1;} p.MsoNormal{margin:0cm} --></style>", "Cambria Math;panose-1;@page W;@list l0;mso-list-id;p.MsoNormal")]
    [InlineData("<style>[data-ogsc] .x{color:red}u + .body .g{display:none}a:hover{color:red}@supports (display:grid){.c{display:grid}}@keyframes k{from{opacity:0}to{opacity:1}}:root{--c:red;color-scheme:light dark}</style>", "[data-ogsc] .x;u+.body .g;a:hover;@supports (display: grid);@keyframes k;--c;color-scheme")]
    public void Sanitize_MailCss_Stays(string html, string expectedParts)
    {
        var sanitized = HtmlSanitization.Sanitize(html);

        Assert.All(expectedParts.Split(';'), part => Assert.Contains(part, sanitized.Html, StringComparison.Ordinal));
        Assert.Empty(sanitized.Removed);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>a", "a", "script")]
    [InlineData("<p onclick=x ONCLICK=y>a</p><p onclick=z>b</p>", "<p>a</p><p>b</p>", "onclick")]
    [InlineData("<a href=javascript:x>a</a>", "<a>a</a>", "href")]
    [InlineData("<form action=https://example.org><button formaction=x>a</button></form>", "<form><button>a</button></form>", "action formaction")]
    [InlineData("<foo bar=x>a<b>b</b></foo>", "a<b>b</b>", "foo")]
    [InlineData("<iframe src=x>a</iframe>b", "b", "iframe")]
    [InlineData("a<!-- b -->", "a", "comment")]
    [InlineData("<!--[if mso]><script>x</script><![endif]-->a", "a", "comment")]
    [InlineData("<p style='behavior:url(x);color:red'>a</p>", "<p style=\"color: #ff0000\">a</p>", "behavior")]
    [InlineData("<style>@import 'x';</style>", "<style></style>", "@import")]
    [InlineData("<html><head><meta http-equiv=refresh content='0;url=x'><base href=x><link rel=stylesheet href=x></head><body>a", "<html><head></head><body>a</body></html>", "meta base link")]
    [InlineData("<div xmlns:v='urn:schemas-microsoft-com:time' xmlns:o='urn:schemas-microsoft-com:office:office'>a</div>", "<div xmlns:o=\"urn:schemas-microsoft-com:office:office\">a</div>", "xmlns:v")]
    [InlineData("<img srcset='javascript:x 1x, y 2x'>", "<img srcset=\"y 2x\">", "")]
    public void Sanitize_WhatCanRun_IsRemovedAndNamed(string html, string expected, string removed)
    {
        var sanitized = HtmlSanitization.Sanitize(html);

        Assert.Equal(expected, sanitized.Html);
        Assert.Equal(removed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), sanitized.Removed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sanitize_LongHostileName_IsNamedShort() =>
        Assert.All(HtmlSanitization.Sanitize("<p " + new string('x', 5000) + "=1>").Removed, name => Assert.True(name.Length <= 40));
}
