using System;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Html.Text;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlToTextInvariantTests
{
    [Fact]
    public void Render_AnyElements_KeepsEachWordInItsOrder()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var html = new RandomHtml(seed).Visible(60);
            var text = HtmlToText.Render(html);

            AssertTidy(html, text);
            Assert.Equal(Words(html), Words(text));
        }
    }

    [Fact]
    public void Render_AnyInput_IsTidy()
    {
        for (var seed = 0; seed < 4000; seed++)
        {
            var html = new RandomHtml(seed).Broken(40);

            AssertTidy(html, HtmlToText.Render(html));
        }
    }

    [Fact]
    public void Render_PlainLines_AreUnchangedByASecondEscapedRound()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var text = HtmlToText.Render(new RandomHtml(seed).Visible(60));
            var escaped = "<pre>\n" + text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal) + "</pre>";

            Assert.Equal(text, HtmlToText.Render(escaped));
        }
    }

    [Theory]
    [InlineData("<p>Some <b>words</b> &amp; more</p>\n")]
    [InlineData("<div>")]
    [InlineData("<span hidden>x")]
    [InlineData("<blockquote>x")]
    [InlineData("<ul><li>x")]
    [InlineData("<ul>x</ol>")]
    [InlineData("<table><tr><td>x")]
    [InlineData("<table><tr><td>x<td>y<td>")]
    [InlineData("<td>x")]
    [InlineData("<a href=y>x<p>")]
    [InlineData("<pre> ")]
    [InlineData("&nbsp;")]
    [InlineData("&#")]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<p a=1 b=2 ")]
    [InlineData("<x style='display:none;'>")]
    [InlineData("<div></p></table></li></td></span></x>")]
    public void Render_FiveMegabytes_TakesLinearTime(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, 5_000_000 / piece.Length));
        var clock = Stopwatch.StartNew();

        AssertTidy(piece, HtmlToText.Render(html));

        // Far more than it takes; a quadratic step would take hours.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), clock.Elapsed.ToString());
    }

    [Theory]
    [InlineData("div")]
    [InlineData("b")]
    [InlineData("ul")]
    [InlineData("blockquote")]
    [InlineData("table")]
    [InlineData("pre")]
    [InlineData("svg")]
    public void Render_DeepNesting_DoesNotOverflow(string name)
    {
        var opened = string.Concat(Enumerable.Repeat("<" + name + ">", 100_000));
        var closed = string.Concat(Enumerable.Repeat("</" + name + ">", 100_000));

        Assert.EndsWith("end", HtmlToText.Render(opened + "middle" + closed + "end"), StringComparison.Ordinal);
    }

    private static void AssertTidy(string html, string text)
    {
        Assert.False(text.Contains('\r'), html);
        Assert.False(text.Contains("\n\n\n", StringComparison.Ordinal), html);
        Assert.False(Regex.IsMatch(text, @"[^\S\n]\n|^\n|\s$"), html);
    }

    private static string[] Words(string text) => Regex.Matches(text, "w[0-9]+w").Select(match => match.Value).ToArray();
}
