using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SmtpSoar.Core.Html.Text;
using SmtpSoar.Core.Tables;
using SmtpSoar.Core.Templates;
using SmtpSoar.Core.Data;
using Xunit;

namespace SmtpSoar.Tests.Templates;

/// <summary>The templates in examples/templates, and tables: valid HTML, which mail programs can show.</summary>
public sealed class GalleryTests
{
    // The knowledge of Word's engine: Microsoft's "Word 2007 HTML and CSS Rendering Capabilities in Outlook 2007" (2006), as Remi Parmentier sums it up in
    // "Making sense of Outlook's rendering engine" (2020).
    private static readonly HashSet<string> KnownToWord =
    [
        "border-collapse", "font-family", "font-size", "line-height", "color", "background-color", "text-align", "font-weight", "padding", "border", "border-top", "margin",
        "vertical-align",
    ];

    // Word's engine passes over these, and nothing is lost: the table is as wide as it is, and words break at blanks.
    private static readonly HashSet<string> OnlyForOthers = ["overflow-x", "max-width", "word-wrap", "white-space"];

    // Gmail clips what is longer, and knows no style sheet in a body (Email on Acid, "12 things you must know", 12 April 2018).
    private const int MaxForGmail = 102 * 1024;

    private static readonly DateTime Day = new(2026, 11, 28, 21, 30, 0);

    private static readonly NamedValues[] Rows =
        [.. Enumerable.Range(1, 30).Select(i => Merge.Data(("Host", $"web{i}"), ("Severity", i % 7 == 0 ? "High" : "Low"), ("Count", i * 37), ("Seen", Day.AddHours(-i)), ("Open", i % 2 == 0)))];

    private static readonly NamedValues Data = Merge.Data(
        ("Id", 4711), ("Severity", "High"), ("Title", "Somebody is guessing <passwords>"), ("Text", "306 failed logins\nsince 19:00."), ("Findings", Rows), ("Url", "https://example.org/?a=1&b=2"),
        ("Day", Day), ("Entries", Rows), ("Name", "Ann"), ("What", "The certificate of example.org"), ("Expires", Day), ("Days", 7), ("Start", Day), ("Manager", "Bob"), ("Place", "the door"),
        ("Accounts", Rows), ("Steps", new[] { "Log in", "Say hello" }), ("Number", 17), ("State", "Open"), ("Updates", Rows), ("Next", Day));

    private static readonly string[] All = ["alert", "digest", "expiry", "onboarding", "incident"];

    public static TheoryData<string> Names => [.. All];

    /// <summary>The HTML of a template with its data, or of a table.</summary>
    internal static string Document(string name) => name == "table"
        ? TableWriter.Document(Rows, new TableOptions { Title = "Findings", Highlights = [new TableHighlight("Severity", "High", "#b42318")] })
        : Render(name, Data).Body;

    [Fact]
    public void Gallery_Files_AreThoseTested() =>
        Assert.Equal(All.Append("footer").Order(StringComparer.Ordinal), Directory.GetFiles(Folder, "*.liquid").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Template_WithItsData_IsValidHtmlThatMailProgramsShow(string name)
    {
        var mail = Render(name, Data);

        Assert.Empty(mail.Warnings);
        Assert.NotEmpty(mail.Subject!);
        Check(mail.Body);
        Assert.Contains("Answers reach the operations desk.", HtmlToText.Render(mail.Body));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Template_WithHostileData_HasTheSameShape(string name)
    {
        var shape = HtmlJudge.Shape(Render(name, With("x")).Body);
        foreach (var value in InjectionTests.Values.Where(value => value.Trim().Length > 0))
        {
            var html = Render(name, With(value)).Body;

            Assert.Equal(shape.Replace(" br[]", "", StringComparison.Ordinal), HtmlJudge.Shape(html).Replace(" br[]", "", StringComparison.Ordinal));
            Assert.Null(HtmlJudge.Danger(html));
        }
    }

    [Fact]
    public void Table_OfThirtyRows_IsValidHtmlThatMailProgramsShow() => Check(Document("table"));

    /// <summary>The list of docs/html-mail.md, from Can I Email: nothing that Outlook or Gmail takes no notice of.</summary>
    [Fact]
    public void Gallery_Styles_AreNotAmongThoseThatTheDocumentationLists()
    {
        var unknown = File.ReadLines(Path.Combine(Repository.Root, "docs", "html-mail.md"))
            .Select(line => line.Split('|'))
            .Where(cells => cells.Length > 3 && (cells[2].Trim() == "no" || cells[3].Trim() == "no"))
            .SelectMany(cells => Regex.Matches(cells[1], "`([^`]+)`").Select(match => match.Groups[1].Value))
            .ToList();
        var all = All.Select(name => Render(name, Data).Body).Append(TableWriter.Document(Rows, new TableOptions { Title = "Findings" })).ToList();

        Assert.InRange(unknown.Count, 30, 100);
        Assert.All(unknown.Except(OnlyForOthers), name => Assert.DoesNotContain(all, html => Uses(html, name)));
    }

    private static bool Uses(string html, string name) => name[0] is '<' or ':' or '@' || name.Contains(": ", StringComparison.Ordinal)
        ? html.Replace(": ", ":", StringComparison.Ordinal).Contains(name.TrimEnd('>').Replace(": ", ":", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
        : Regex.IsMatch(html, $"(?<=[\"; ]){Regex.Escape(name.TrimEnd('(', ')'))}(?=[:(=])");

    // Every place of text has the value; what must be a date or a number stays one.
    private static NamedValues With(string value)
    {
        var row = Merge.Data(("A", value), ("B", value));
        return new NamedValues(Data.Names.Select(name => KeyValuePair.Create(name, Data.TryGet(name, out var known) && known is string && name is not ("Severity" or "State")
            ? value
            : known is NamedValues[] ? new[] { row } : known is string[] ? new[] { value } : known)));
    }

    private static void Check(string html)
    {
        // Throws at the first error of syntax.
        var document = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, MaxForGmail);
        Assert.Empty(document.QuerySelectorAll("style, link, script, font, center, [align], [bgcolor], [border], [cellpadding], [width], [height]"));
        Assert.NotEmpty(document.Title!);
        Assert.Equal("en", document.DocumentElement.GetAttribute("lang"));
        Assert.All(document.QuerySelectorAll("table"), table => Assert.All(table.QuerySelectorAll("th"), cell => Assert.Equal("col", cell.GetAttribute("scope"))));
        foreach (var element in document.All.Where(element => element.HasAttribute("style")))
            CheckStyle(element.GetAttribute("style")!);
    }

    private static void CheckStyle(string style)
    {
        var names = style.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(declaration => declaration.Split(':')[0].Trim()).ToList();

        Assert.All(names, name => Assert.True(KnownToWord.Contains(name) || OnlyForOthers.Contains(name), name));
        Assert.Equal(names.Contains("color"), names.Contains("background-color"));
        Assert.NotEmpty(new CssParser().ParseDeclaration(style)!);
    }

    private static RenderedMail Render(string name, ITemplateObject data) =>
        new MailTemplates().Get(Path.Combine(Folder, name + ".liquid"), TemplateKind.Html, default).Render(data, null, default);

    private static string Folder => Path.Combine(Repository.Root, "examples", "templates");
}
