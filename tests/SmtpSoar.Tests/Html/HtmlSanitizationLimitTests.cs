using System;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Html;
using SmtpSoar.Core.Html.References;
using SmtpSoar.Core.Html.Sanitizing;
using SmtpSoar.Core.Html.Text;
using Xunit;

namespace SmtpSoar.Tests.Html;

/// <summary>HTML whose sanitizing took minutes is sanitized in proportion, or refused. The guards are no measure of speed.</summary>
public sealed class HtmlSanitizationLimitTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("<li>a case", 600_000)]
    [InlineData("<p>a case</p>", 600_000)]
    [InlineData("<div>x</div>", 200_000)]
    [InlineData("<br>", 500_000)]
    [InlineData("<![if !mso]>x<![endif]>", 60_000)]
    public async Task Sanitize_FlatAndLong_EndsAndKeepsAllOfIt(string piece, int times)
    {
        var html = await Sanitize(Repeat(piece, times));

        Assert.True(html.Length >= times * piece.Length * 9 / 10, $"{html.Length} of {times * piece.Length}");
    }

    [Theory]
    [InlineData("<script>x</script>", 60_000)]
    [InlineData("<!--x-->", 60_000)]
    [InlineData("<meta http-equiv=refresh>", 60_000)]
    public async Task Sanitize_MuchToRemove_EndsAndLeavesNothing(string piece, int times) =>
        Assert.Equal("<p>x</p>", await Sanitize("<p>x</p>" + Repeat(piece, times)));

    [Fact]
    public async Task Sanitize_ManyUnknownElements_KeepsTheirContent() =>
        Assert.Equal(Repeat("x", 10_000), await Sanitize(Repeat("<foo>x</foo>", 10_000)));

    [Fact]
    public void Sanitize_NameWithControlCharacter_IsNotedWithoutIt() =>
        Assert.Equal(["svg\uFFFD"], HtmlSanitization.Sanitize("<svg\u0084>x</svg>").Removed);

    [Theory]
    [InlineData("unknown elements", "removed from one element")]
    [InlineData("comments among elements", "removed from one element")]
    [InlineData("end tags in deep elements", "deeply nested")]
    [InlineData("style elements", "style elements")]
    [InlineData("rules", "rules")]
    [InlineData("rules in media", "rules")]
    [InlineData("declarations", "declarations")]
    [InlineData("declarations in a rule", "declarations")]
    [InlineData("attributes", "attributes")]
    public async Task Sanitize_BeyondALimit_IsRefusedByItsName(string kind, string said)
    {
        var error = await Assert.ThrowsAsync<SmtpSoarException>(() => Sanitize(Hostile(kind)));

        Assert.Equal("HtmlTooComplex", error.ErrorId);
        Assert.Contains(said, error.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<style>", "p.c{color:red}", "</style>", 9_000)]
    [InlineData("<p style='", "color:red;", "'>x", 9_000)]
    [InlineData("", "<style>p{color:red}</style>", "", 1_000)]
    [InlineData("", "<p style='color:red;margin:0'>x</p>", "", 20_000)]
    public async Task Sanitize_MuchStyleWithinTheLimits_Stays(string before, string piece, string after, int times) =>
        Assert.Contains("#ff0000", await Sanitize(before + Repeat(piece, times) + after), StringComparison.Ordinal);

    [Theory]
    [InlineData("<li>a case", 500_000)]
    [InlineData("<a href='cid:x'>x</a>", 200_000)]
    [InlineData("<blockquote>x", 200_000)]
    [InlineData("<table><tr><td>x", 200_000)]
    [InlineData("</p>", 500_000)]
    [InlineData("<x a=", 200_000)]
    [InlineData("<!--", 500_000)]
    [InlineData("&#x", 500_000)]
    public async Task Read_LongHtml_EndsAsTextAndForContentIds(string piece, int times)
    {
        var html = Repeat(piece, times);

        await Task.Run(() => (HtmlToText.Render(html), ContentIds.ReferencedBy(html), HtmlDetector.IsHtml(html))).WaitAsync(Guard);
    }

    private static string Hostile(string kind) => kind switch
    {
        "unknown elements" => Repeat("<foo>x</foo>", 60_000),
        "comments among elements" => Repeat("<p>x</p>", 200_000) + Repeat("<!--x-->", 200_000),
        "end tags in deep elements" => Repeat("<span>", 9_000) + Repeat("</p>", 40_000),
        "style elements" => Repeat("<style></style>", 20_000),
        "rules" => "<style>" + Repeat("p{color:red}", 20_000) + "</style>",
        "rules in media" => "<style>@media print{" + Repeat("p{color:red}", 20_000) + "}</style>",
        "declarations" => "<p style='" + Numbered("--a{0}:1;", 20_000) + "'>x",
        "declarations in a rule" => "<style>p{" + Numbered("--a{0}:1;", 20_000) + "}</style>",
        "attributes" => "<p " + Numbered("a{0} ", 20_000) + ">x",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static async Task<string> Sanitize(string html) =>
        (await Task.Run(() => HtmlSanitization.Sanitize(html)).WaitAsync(Guard)).Html;

    private static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    private static string Numbered(string piece, int times) =>
        string.Concat(Enumerable.Range(0, times).Select(number => piece.Replace("{0}", $"{number}", StringComparison.Ordinal)));
}
