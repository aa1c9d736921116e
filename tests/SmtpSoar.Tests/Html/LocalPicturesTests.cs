using SmtpSoar.Core.Html.References;
using Xunit;

namespace SmtpSoar.Tests.Html;

/// <summary>Pictures that only the sender has.</summary>
public sealed class LocalPicturesTests
{
    [Theory]
    [InlineData("<img src='chart.png'>", "chart.png")]
    [InlineData("<img src='./a/chart.png?x'>", "./a/chart.png?x")]
    [InlineData("<img src='/srv/chart.png'>", "/srv/chart.png")]
    [InlineData("<img src='file:///srv/chart.png'>", "file:///srv/chart.png")]
    [InlineData(@"<img src='C:\x\chart.png'>", @"C:\x\chart.png")]
    [InlineData(@"<img src='\\server\chart.png'>", @"\\server\chart.png")]
    [InlineData("<input type=image src=a.png>", "a.png")]
    [InlineData("<table background='bg.gif'></table>", "bg.gif")]
    [InlineData("<p style='background:url(bg.gif)'>x</p>", "bg.gif")]
    [InlineData("<style>p { background: url(\"bg.gif\") }</style>", "bg.gif")]
    [InlineData("<img srcset='a.png 1x, https://example.org/b.png 2x'>", "a.png")]
    [InlineData("<!--[if mso]><v:fill src='o.png' /><![endif]-->", "o.png")]
    [InlineData("<base href='https://example.org'><img src='a.png'><img src='file:///b.png'>", "file:///b.png")]
    public void Picture_FromAFile_IsFound(string html, string expected) => Assert.Equal([expected], ContentIds.Scan(html).Local.Found);

    [Theory]
    [InlineData("<img src='cid:chart'>")]
    [InlineData("<img src='https://example.org/chart.png'>")]
    [InlineData("<img src='//example.org/chart.png'>")]
    [InlineData("<img src='data:image/png;base64,AAAA'>")]
    [InlineData("<img srcset='data:image/png;base64,AAAA 1x'>")]
    [InlineData("<img src=''>")]
    [InlineData("<img src='{{chart}}'>")]
    [InlineData("<a href='page.html'>x</a>")]
    [InlineData("<script src='a.js'></script>")]
    [InlineData("<style>@import url(a.css); @font-face { src: url('f.woff2') }</style>")]
    [InlineData("<base href='https://example.org'><img src='a.png'>")]
    public void Address_OfSomethingElse_IsNone(string html) => Assert.Empty(ContentIds.Scan(html).Local.Found);
}
