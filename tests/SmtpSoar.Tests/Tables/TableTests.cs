using System;
using System.Globalization;
using System.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SmtpSoar.Core.Html.Text;
using SmtpSoar.Core.Tables;
using SmtpSoar.Core.Data;
using SmtpSoar.Tests.Templates;
using Xunit;

namespace SmtpSoar.Tests.Tables;

/// <summary>Tables of objects, read by a parser of its own.</summary>
public sealed class TableTests
{
    private static readonly NamedValues[] Rows =
    [
        Merge.Data(("Name", "web1"), ("Count", 7), ("Ratio", "0.25"), ("Up", true), ("Since", new DateTime(2026, 11, 28)), ("Severity", "High")),
        Merge.Data(("Name", "<b>&\"'"), ("Count", 1234), ("Ratio", "12.5"), ("Up", false), ("Since", new DateTime(2026, 1, 2, 3, 4, 5)), ("Severity", "low")),
        Merge.Data(("Name", "{{ x }}\nline"), ("Count", null), ("Ratio", ""), ("Up", null), ("Since", null), ("Severity", null)),
    ];

    [Fact]
    public void Html_OfObjects_HasHeadingsCaptionAndRows()
    {
        var table = Table(new TableOptions { Title = "A & B" });

        Assert.Equal("A & B", table.QuerySelector("caption")!.TextContent);
        Assert.Equal(["Name", "Count", "Ratio", "Up", "Since", "Severity"], table.QuerySelectorAll("thead th").Select(cell => cell.TextContent));
        Assert.All(table.QuerySelectorAll("th"), cell => Assert.Equal("col", cell.GetAttribute("scope")));
        Assert.Equal(3, table.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public void Html_OfValues_WritesEachInOneForm()
    {
        var cells = Table(new TableOptions()).QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.InnerHtml).ToArray()).ToArray();

        Assert.Equal(["web1", "7", "0.25", "Yes", "2026-11-28 00:00", "High"], cells[0]);
        Assert.Equal(["&lt;b&gt;&amp;\"'", "1234", "12.5", "No", "2026-01-02 03:04", "low"], cells[1]);
        Assert.Equal(["{{ x }}<br>line", "&nbsp;", "&nbsp;", "&nbsp;", "&nbsp;", "&nbsp;"], cells[2]);
    }

    [Fact]
    public void Html_OfColumns_AlignsNumbersToTheRight()
    {
        var sides = Table(new TableOptions()).QuerySelectorAll("tbody tr:first-child td").Select(cell => cell.GetAttribute("style")!.Contains("text-align:right", StringComparison.Ordinal));

        Assert.Equal([false, true, true, false, false, false], sides);
    }

    [Theory]
    [InlineData("#c00", "color:#ffffff;background-color:#cc0000")]
    [InlineData("#FFD700", "color:#000000;background-color:#ffd700")]
    [InlineData("gold", "color:#000000;background-color:#ffd700")]
    [InlineData("navy", "color:#ffffff;background-color:#000080")]
    public void Highlight_OfAValue_ColoursItsCellsReadably(string color, string style)
    {
        var table = Table(new TableOptions { Highlights = [new TableHighlight("severity", "HIGH", color)] });

        Assert.Contains(style, table.QuerySelector("tbody tr:first-child td:last-child")!.GetAttribute("style"));
        Assert.DoesNotContain(style, table.QuerySelector("tbody tr:nth-child(2) td:last-child")!.GetAttribute("style"));
    }

    [Theory]
    [InlineData("reddish")]
    [InlineData("#12")]
    [InlineData("#ggg")]
    [InlineData("red;background:url(x)")]
    [InlineData("Window")]
    [InlineData("transparent")]
    public void Highlight_WithoutColour_IsAnError(string color) =>
        Assert.Equal("TableColorInvalid", Assert.Throws<SmtpSoarException>(() => new TableHighlight("a", "b", color)).ErrorId);

    [Fact]
    public void Columns_Wanted_AreThoseInTheirOrder()
    {
        var table = Table(new TableOptions { Columns = ["severity", "Name"] });

        Assert.Equal(["severity", "Name"], table.QuerySelectorAll("th").Select(cell => cell.TextContent));
        Assert.Equal("TableColumnUnknown", Assert.Throws<SmtpSoarException>(() => TableWriter.Html(Rows, new TableOptions { Columns = ["Nme"] })).ErrorId);
    }

    [Fact]
    public void Html_Always_HasBothColoursInline()
    {
        var table = Table(new TableOptions { Title = "x" });

        Assert.All(
            table.QuerySelectorAll("table, caption, th, td").Append(table),
            element => Assert.Matches("(^|;)color:#[0-9a-f]{6};background-color:#[0-9a-f]{6}", element.GetAttribute("style")!));
        Assert.DoesNotContain("<style", TableWriter.Document(Rows, new TableOptions()));
    }

    [Fact]
    public void Html_OfNothing_SaysSo()
    {
        Assert.Contains("No rows.", TableWriter.Html([], new TableOptions()));
        Assert.Contains("No rows.", TableWriter.Text([], new TableOptions()));
    }

    [Fact]
    public void Html_OfPlainValues_IsOneColumn() =>
        Assert.Equal(["1", "2"], Parse(TableWriter.Html([1, 2], new TableOptions())).QuerySelectorAll("td").Select(cell => cell.TextContent));

    [Fact]
    public void Dates_WithoutTimes_HaveNone() =>
        Assert.Contains(">2026-11-28<", TableWriter.Html([Merge.Data(("Day", new DateTime(2026, 11, 28)))], new TableOptions()));

    [Fact]
    public void Culture_Given_SaysHowNumbersLook() =>
        Assert.Contains(">0,5<", TableWriter.Html([Merge.Data(("Part", 0.5))], new TableOptions { Culture = CultureInfo.GetCultureInfo("de-DE") }));

    [Fact]
    public void Text_OfObjects_IsAligned() => Assert.Equal(
        """
        Findings
        Name  Count  Up
        ----  -----  ---
        web1      7  Yes
        日本     12  No

        """,
        TableWriter.Text([Merge.Data(("Name", "web1"), ("Count", 7), ("Up", true)), Merge.Data(("Name", "日本"), ("Count", 12), ("Up", false))], new TableOptions { Title = "Findings" }));

    [Fact]
    public void Text_ThatIsTooWide_IsBelowEachOther() =>
        Assert.Equal($"Name : a\nText : {new string('x', 130)}\n", TableWriter.Text([Merge.Data(("Name", "a"), ("Text", new string('x', 130)))], new TableOptions()));

    [Fact]
    public void TextPart_OfTheHtml_IsAlignedToo() => Assert.Equal(
        "Findings\nName  Count\nweb1      7\nx      1234",
        HtmlToText.Render(TableWriter.Html([Merge.Data(("Name", "web1"), ("Count", 7)), Merge.Data(("Name", "x"), ("Count", 1234))], new TableOptions { Title = "Findings" })));

    [Fact]
    public void Filter_InHtmlAndText_WritesTheSameTable()
    {
        var values = ("Rows", (object?)Rows);

        Assert.Equal("<p>" + TableWriter.Html(Rows, new TableOptions { Title = "T", Columns = ["Name", "Severity"], Highlights = [new("Severity", "High", "#c00")] }),
            Merge.Html("<p>{{ Rows | table: title: 'T', columns: 'Name, Severity', highlight: 'Severity=High:#c00' }}", values));
        Assert.Equal(TableWriter.Text(Rows, new TableOptions()).TrimEnd(), Merge.Text("{{ Rows | table }}", values).TrimEnd());
    }

    [Theory]
    [InlineData("{{ Rows | table: titel: 'x' }}", "title:")]
    [InlineData("{{ Rows | table: 'x' }}", "title:")]
    [InlineData("{{ Rows | table: highlight: 'x' }}", "column=value:colour")]
    public void Filter_WithWrongArguments_IsAnError(string template, string words) => Assert.Contains(words, Merge.Failure(template, ("Rows", Rows)).Message);

    [Fact]
    public void Filter_InASubject_IsAnError() =>
        Assert.Contains("line", Assert.Throws<SmtpSoarException>(() => Merge.Render("---\nsubject: \"{{ Rows | table }}\"\n---\n<p>", ("Rows", Rows))).Message);

    private static IElement Table(TableOptions options) => Parse(TableWriter.Html(Rows, options)).QuerySelector("table")!;

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
