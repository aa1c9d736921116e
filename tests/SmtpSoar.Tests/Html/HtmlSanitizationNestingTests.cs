using System.Linq;
using SmtpSoar.Core.Html.Sanitizing;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlSanitizationNestingTests
{
    [Theory]
    [InlineData("<div>", 8_000)]
    [InlineData("<p><b>", 4_000)]
    [InlineData("<svg>", 8_000)]
    [InlineData("<foo>", 8_000)]
    [InlineData("<table><tr><td>", 3_000)]
    public void Sanitize_DeepElements_DoNotOverflow(string piece, int times) =>
        Assert.NotNull(HtmlSanitization.Sanitize(Repeat(piece, times) + "x").Html);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<<div>")]
    [InlineData("<b>")]
    [InlineData("<foo>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<style></style><ul><li>")]
    public void Sanitize_DeeperElements_AreAnErrorNotAnHour(string piece) =>
        Assert.Equal("HtmlTooDeep", Assert.Throws<SmtpSoarException>(() => HtmlSanitization.Sanitize(Repeat(piece, 200_000))).ErrorId);

    [Theory]
    [InlineData("<p>x")]
    [InlineData("<li>x")]
    [InlineData("<br><img src=x>")]
    [InlineData("<div>x</div>")]
    [InlineData("<tr><td>x")]
    public void Sanitize_LongButFlat_IsNotDeep(string piece) =>
        Assert.NotNull(HtmlSanitization.Sanitize(Repeat(piece, 11_000)).Html);

    [Theory]
    [InlineData("calc(")]
    [InlineData("calc&#40;")]
    [InlineData("calc&#0040")]
    [InlineData("calc&#x0028;")]
    [InlineData("calc&lpar;")]
    public void Sanitize_DeepParentheses_AreAnErrorNotACrash(string piece)
    {
        Assert.NotNull(HtmlSanitization.Sanitize(Style(piece, 9_000)).Html);
        Assert.Equal("HtmlTooDeep", Assert.Throws<SmtpSoarException>(() => HtmlSanitization.Sanitize(Style(piece, 200_000))).ErrorId);
    }

    [Fact]
    public void Sanitize_UnclosedFormattingInManyBlocks_IsAnErrorNotAHugeTree()
    {
        var fonts = string.Concat(Enumerable.Range(0, 3_000).Select(number => "<font size=" + number + ">"));

        Assert.Equal("HtmlTooDeep", Assert.Throws<SmtpSoarException>(() => HtmlSanitization.Sanitize("<p>" + fonts + Repeat("<p>x", 3_000))).ErrorId);
    }

    [Theory]
    [InlineData("<p><font size=2>x")]
    [InlineData("<p><b>x</b></p>")]
    [InlineData("<tr><td><font size=2 color=red>x<i>y")]
    public void Sanitize_UnclosedFormattingAsPeopleWriteIt_IsNotHuge(string piece) =>
        Assert.NotNull(HtmlSanitization.Sanitize("<table>" + Repeat(piece, 2_000)).Html);

    private static string Style(string piece, int times) => "<p style='width:" + Repeat(piece, times) + "'>";

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
}
