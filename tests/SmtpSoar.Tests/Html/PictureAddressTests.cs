using System.Linq;
using SmtpSoar.Core.Html.References;
using Xunit;

namespace SmtpSoar.Tests.Html;

public sealed class PictureAddressTests
{
    [Theory]
    [InlineData("<img src='https://a.example/x.png'>", "https://a.example/x.png")]
    [InlineData("<IMG SRC=' ht\ntps://a.example/x.png '>", "https://a.example/x.png")]
    [InlineData("<img src='//a.example/x.png'>", "https://a.example/x.png")]
    [InlineData("<img src='https://a.example/?a=1&amp;b=2'>", "https://a.example/?a=1&b=2")]
    [InlineData("<img srcset='https://a.example/1.png 1x, https://a.example/2.png 2x'>", "https://a.example/1.png https://a.example/2.png")]
    [InlineData("<td background='http://a.example/x.png'>", "http://a.example/x.png")]
    [InlineData("<video poster='http://a.example/x.png' src='http://a.example/x.mp4'>", "http://a.example/x.png")]
    [InlineData("<p style='background: url(\"https://a.example/x.png\")'>", "https://a.example/x.png")]
    [InlineData("<style>@import url(https://a.example/x.css); p { background: url(https://a.example/x.png) }</style>", "https://a.example/x.png")]
    [InlineData("<svg><image xlink:href='https://a.example/x.png'/></svg>", "https://a.example/x.png")]
    [InlineData("<!--[if mso]><v:fill src='https://a.example/x.png'/><![endif]-->", "https://a.example/x.png")]
    [InlineData("<base href='https://a.example/mail/'><img src='x.png'>", "https://a.example/mail/x.png")]
    [InlineData("<img src='https://a.example/x.png'><img src='https://a.example/x.png'>", "https://a.example/x.png")]
    [InlineData("<img src='cid:x'><img src='data:image/png;base64,AAAA'><img src='x.png'><img src='/x.png'><img src='file:///x.png'>", "")]
    [InlineData("<a href='https://a.example/'>link</a><script src='https://a.example/x.js'></script><!-- <img src='https://a.example/'> -->", "")]
    [InlineData("<img src='http://[bad'><img src=''><img>", "")]
    public void OnTheWeb_AnyHtml_FindsItsPictures(string html, string addresses) =>
        Assert.Equal(addresses, string.Join(" ", PictureAddresses.OnTheWeb(html).Select(address => address.AbsoluteUri)));
}
