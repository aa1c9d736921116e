using System.Linq;
using MimeKit;
using SmtpSoar.Core.Html.References;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class ContentIdsTests
{
    [Theory]
    [InlineData("<img src=\"cid:logo\">", "logo")]
    [InlineData("<IMG SRC=CID:Logo>", "Logo")]
    [InlineData("<img src=' cid:logo@example.org\n'>", "logo@example.org")]
    [InlineData("<img src='cid:a%40b%25c'>", "a@b%c")]
    [InlineData("<img src='cid:a&amp;b'>", "a&b")]
    [InlineData("<img src='&#99;id:logo'>", "logo")]
    [InlineData("<td background=\"cid:back\">", "back")]
    [InlineData("<a href='cid:report'>", "report")]
    [InlineData("<object data='cid:movie'>", "movie")]
    [InlineData("<image xlink:href='cid:vector'>", "vector")]
    [InlineData("<div style=\"background:url(cid:one) , url('cid:two')\">", "one", "two")]
    [InlineData("<div style='background-image:url(&quot;cid:three&quot;)'>", "three")]
    [InlineData("<style>td { background: url( cid:four ) } a<b { background: url(\"cid:five\") }</style>", "five", "four")]
    [InlineData("<style>a{background:url(cid:open)}", "open")]
    [InlineData("<img srcset='cid:small 1x, cid:large 2x'>", "large", "small")]
    [InlineData("<!--[if mso]><v:fill type='tile' src='cid:tile'/><![endif]-->", "tile")]
    [InlineData("<img src='cid:x'><img src='cid:x'><img src='cid:X'>", "X", "x")]
    public void ReferencedBy_PlaceThatShowsParts_FindsTheId(string html, params string[] expected) =>
        Assert.Equal(expected, ContentIds.ReferencedBy(html).OrderBy(id => id, System.StringComparer.Ordinal));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("see cid:logo")]
    [InlineData("<img alt='cid:logo'>")]
    [InlineData("<!-- <img src='cid:logo'> -->")]
    [InlineData("<img src='acid:logo'>")]
    [InlineData("<img src='cid:'>")]
    [InlineData("<div style='background:url(acid:rain)'>")]
    [InlineData("<script>x = '<img src=cid:logo>'</script>")]
    [InlineData("<a href='https://example.org/?x=cid:logo'>")]
    public void ReferencedBy_OtherPlaces_FindsNothing(string? html) => Assert.Empty(ContentIds.ReferencedBy(html));

    [Fact]
    public void ReferencedBy_NestedCommentStarts_TakesLinearTime()
    {
        var html = string.Concat(Enumerable.Repeat("<!--[if mso]>", 200_000)) + "<img src='cid:deep'>";

        Assert.Empty(ContentIds.ReferencedBy(html));
    }

    [Theory]
    [InlineData("logo", "logo")]
    [InlineData("  logo\r\n", "logo")]
    [InlineData("<logo@example.org>", "logo@example.org")]
    [InlineData("cid:logo", "logo")]
    [InlineData("CID:a%40b", "a@b")]
    [InlineData("<cid:logo>", "logo")]
    [InlineData("Logo", "Logo")]
    public void Normalize_WaysToWriteAnId_GivesTheBareId(string written, string expected) =>
        Assert.Equal(expected, ContentIds.Normalize(written));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<>")]
    [InlineData("cid:")]
    [InlineData("<<logo>>")]
    [InlineData("my logo")]
    [InlineData("cid:my%20logo")]
    [InlineData("logo\r\nBcc: someone@example.org")]
    [InlineData("cid:logo%0D%0ABcc:someone@example.org")]
    [InlineData("logö")]
    [InlineData("logo\u007F")]
    [InlineData("lo\u200Bgo")]
    [InlineData("a>b")]
    [InlineData("\"")]
    [InlineData("a\"b")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("a@b\"")]
    [InlineData("(")]
    [InlineData("a(b)")]
    [InlineData("a\\")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData("a@b,c")]
    [InlineData("a@b;c")]
    [InlineData("a@[b")]
    public void Normalize_WhatNoIdCanBe_IsAnError(string? written)
    {
        var error = Assert.Throws<SmtpSoarException>(() => ContentIds.Normalize(written));

        Assert.Equal("ContentIdInvalid", error.ErrorId);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Normalize_EveryCharacterInEveryPlace_IsRefusedOrStaysInTheField()
    {
        foreach (var character in Enumerable.Range(0, 0x180).Select(code => (char)code))
        {
            foreach (var place in new[] { "*", "*a", "a*", "a*b", "a@*", "a@b*", "a@b*c", "*@b" })
                AssertStays(place.Replace('*', character));
        }
    }

    [Fact]
    public void Normalize_VeryLong_IsRefusedInAShortSentence()
    {
        Assert.Equal(900, ContentIds.Normalize(new string('x', 900)).Length);
        Assert.InRange(Assert.Throws<SmtpSoarException>(() => ContentIds.Normalize(new string('x', 100_000))).Message.Length, 1, 500);
    }

    [Fact]
    public void Normalize_FoundInHtml_IsUnchanged()
    {
        const string html = "<img src='cid:a@b'><img src='cid:%41.b'><td background=cid:x_1>";

        Assert.All(ContentIds.ReferencedBy(html), id => Assert.Equal(id, ContentIds.Normalize(id)));
    }

    private static void AssertStays(string written)
    {
        string id;
        try
        {
            id = ContentIds.Normalize(written);
        }
        catch (SmtpSoarException error)
        {
            Assert.Equal("ContentIdInvalid", error.ErrorId);
            return;
        }

        Assert.Equal($"<{id}>", new MimePart { ContentId = id }.Headers[HeaderId.ContentId]);
    }
}
