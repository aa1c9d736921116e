using System;
using System.Diagnostics;
using System.Linq;
using SmtpSoar.Core.Html.References;
using Xunit;

namespace SmtpSoar.Tests.Html;

public sealed class PictureRewriterTests
{
    private static readonly string[] Pieces =
        ["<", ">", "img", " ", "src", "=", "\"", "'", "a.png", "<!--", "-->", "[if mso]>", "<style>", "</style>", "url(", ")", "<script>", "</script>", "/", "&amp;", ",", " 2x", "srcset", "style", "\n", "<!", "</"];

    [Fact]
    public void Html_OfAnyKind_StaysAsItIsWhereNothingIsReplaced()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var html = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)]));

            Assert.Equal(html, PictureRewriter.Rewrite(html, _ => null));
            Assert.Equal(html, PictureRewriter.Rewrite(html, address => address == "a.png" ? "cid:b" : null).Replace("cid:b", "a.png", StringComparison.Ordinal));
        }
    }

    // Work that grew with the square of the length would take minutes here.
    [Theory]
    [InlineData("<img src=\"")]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<style>")]
    [InlineData("<script>")]
    [InlineData("<a b='")]
    [InlineData("url(\"")]
    [InlineData("<p style=\"url( ")]
    public void Html_ThatNeverEnds_CostsNoMoreThanItsLength(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, 200_000));
        var processor = Process.GetCurrentProcess().TotalProcessorTime;

        PictureRewriter.Rewrite(html, _ => null);

        Assert.True(Process.GetCurrentProcess().TotalProcessorTime - processor < TimeSpan.FromSeconds(20));
    }
}
