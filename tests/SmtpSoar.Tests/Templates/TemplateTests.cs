using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Templates;
using Xunit;

namespace SmtpSoar.Tests.Templates;

/// <summary>Mails that templates make of data.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("{{ Name }}", "Ann")]
    [InlineData("{{ name | upcase }}", "ANN")]
    [InlineData("{% if Name == 'Ann' %}yes{% else %}no{% endif %}", "yes")]
    [InlineData("{% for row in Rows %}{{ forloop.index }}{{ row }}{% unless forloop.last %}, {% endunless %}{% endfor %}", "1a, 2b")]
    [InlineData("{{ Rows }}", "a, b")]
    [InlineData("{{ Rows[1] }}{{ Rows.size }}{{ Rows.first }}", "b2a")]
    [InlineData("{{ Owner.Mail }} {{ Owner['Mail'] }}", "o@x o@x")]
    [InlineData("{% assign x = Name | append: '!' %}{{ x }}", "Ann!")]
    [InlineData("{% for i in (1..Two) %}{{ i }}{% endfor %}", "12")]
    [InlineData("{% for row in Rows %}{% cycle 'a', 'b' %}{% endfor %}", "ab")]
    [InlineData("{% case Two %}{% when 1 %}one{% when 2 %}two{% endcase %}", "two")]
    [InlineData("{{ Empty }}|{{ Nothing }}|{{ Nothing.More }}|{{ Nothing | default: 'none' }}", "|||none")]
    [InlineData("{% capture x %}<{{ Name }}>{% endcapture %}{{ x }}", "<Ann>")]
    [InlineData("{% raw %}{{ Name }}{% endraw %}", "{{ Name }}")]
    [InlineData("{{ Flag }} {{ Half }} {{ Two }}", "true 0.5 2")]
    [InlineData("{{ Day }} {{ Time }}", "2026-11-28 2026-11-28 21:05:07")]
    [InlineData("{{ Day | date: '%d.%m.%Y' }}", "28.11.2026")]
    [InlineData("{{ Span }}", "1.02:03:04")]
    public void Text_OfValues_IsWrittenAsTheyAre(string template, string expected) => Assert.Equal(expected, Merge.Text(
        template,
        ("Name", "Ann"),
        ("Rows", new[] { "a", "b" }),
        ("Owner", Merge.Data(("Mail", "o@x"))),
        ("Two", 2),
        ("Empty", ""),
        ("Nothing", null),
        ("Flag", true),
        ("Half", 0.5),
        ("Day", new DateTime(2026, 11, 28)),
        ("Time", new DateTime(2026, 11, 28, 21, 5, 7)),
        ("Span", new TimeSpan(1, 2, 3, 4))));

    [Fact]
    public void Culture_Given_SaysHowDatesAndNumbersLook()
    {
        var german = CultureInfo.GetCultureInfo("de-DE");

        Assert.Equal("1234,5 28.11.2026", Merge.Text("{{ Number }} {{ Day }}", german, ("Number", 1234.5), ("Day", new DateTime(2026, 11, 28))));
    }

    [Fact]
    public void Culture_OfTheFrontMatter_IsUsedWhereNoneIsGiven()
    {
        var mail = Merge.Render("---\nculture: \"{{ Lang }}\"\nsubject: \"{{ Number }}\"\n---\nx", ("Lang", "de-DE"), ("Number", 0.5));

        Assert.Equal("0,5", mail.Subject);
    }

    [Theory]
    [InlineData("not a culture")]
    [InlineData("xx-nope")]
    public void Culture_ThatIsNone_IsAnError(string name) =>
        Assert.Equal("TemplateValueInvalid", Assert.Throws<SmtpSoarException>(() => Merge.Render($"---\nculture: {name}\n---\nx")).ErrorId);

    [Fact]
    public void Culture_OfTheCommandThatIsNone_IsAnError()
    {
        var error = Assert.Throws<SmtpSoarException>(() => Merge.Text("{{ v }}", new CultureInfo("xx-nope"), ("v", 0.5)));

        Assert.Equal("TemplateValueInvalid", error.ErrorId);
        Assert.Contains("-Culture: 'xx-nope' is no culture", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("en-AT")]
    [InlineData("de-CH")]
    public void Culture_OfTheCommandThatIsThere_IsTaken(string name)
    {
        var own = (CultureInfo)new CultureInfo(name).Clone();
        own.NumberFormat.NumberDecimalSeparator = "|";

        Assert.Equal("0|5", Merge.Text("{{ v }}", own, ("v", 0.5)));
    }

    [Fact]
    public void CurrentCulture_OfTheMachine_ChangesNothing()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("0.5 2026-11-28", Merge.Text("{{ Number }} {{ Day }}", ("Number", 0.5), ("Day", new DateTime(2026, 11, 28))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void FrontMatter_WithAll_IsRendered()
    {
        var mail = Merge.Render(
            """
            ---
            # a comment
            subject: Case {{ Number }}: {{ Title }}
            from: "Desk <desk@example.org>"
            to:
              - "{{ Owner }} <{{ Mail }}>"
              - second@example.org
            cc: "{{ Managers }}"
            bcc: third@example.org, fourth@example.org
            priority: high
            headers:
              X-Case: "{{ Number }}"
              List-Id: 'it''s'
            ---
            <p>{{ Title }}</p>
            """,
            ("Number", 7),
            ("Title", "A & B"),
            ("Owner", "Doe, Jane"),
            ("Mail", "jane@example.org"),
            ("Managers", new[] { "m@example.org", "n@example.org" }));

        Assert.Equal("Case 7: A & B", mail.Subject);
        Assert.Equal("Desk <desk@example.org>", mail.From);
        Assert.Equal(["\"Doe, Jane\" <jane@example.org>", "second@example.org"], mail.To);
        Assert.Equal(["m@example.org", "n@example.org"], mail.Cc);
        Assert.Equal(["third@example.org", "fourth@example.org"], mail.Bcc);
        Assert.Equal(MailPriority.High, mail.Priority);
        Assert.Equal([("X-Case", "7"), ("List-Id", "it's")], mail.Headers.Select(header => (header.Name, header.Value)));
        Assert.Equal("<p>A &amp; B</p>", mail.Body.Trim());
        Assert.Equal(TemplateKind.Html, mail.Kind);
    }

    [Theory]
    [InlineData("---\nsubjct: x\n---\n", 2, "subject")]
    [InlineData("---\nsubject: x\nsubject: y\n---\n", 3, "twice")]
    [InlineData("---\nsubject: >\n  x\n---\n", 2, "quotes")]
    [InlineData("---\nsubject: &a x\n---\n", 2, "quotes")]
    [InlineData("---\nto: [a@x, b@x]\n---\n", 2, "quotes")]
    [InlineData("---\nsubject: Case #1\n---\n", 2, "comment")]
    [InlineData("---\nsubject: \"x\n---\n", 2, "do not end")]
    [InlineData("---\nsubject: 'x' y\n---\n", 2, "quotes")]
    [InlineData("---\n\tsubject: x\n---\n", 2, "tab")]
    [InlineData("---\n  subject: x\n---\n", 2, "indented")]
    [InlineData("---\n- x\n---\n", 2, "list")]
    [InlineData("---\nsubject x\n---\n", 2, "colon")]
    [InlineData("---\nheaders: x\n---\n", 2, "headers")]
    [InlineData("---\nsubject: x\n", 1, "missing")]
    public void FrontMatter_BeyondItsPart_IsAnErrorWithItsLine(string template, int line, string reason)
    {
        var error = Assert.Throws<SmtpSoarException>(() => Merge.Render(template));

        Assert.Equal("TemplateFrontMatterInvalid", error.ErrorId);
        Assert.Contains($"line {line},", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData("<p>\n  {{ Nme }}</p>", 2, 6, "Name")]
    [InlineData("---\nsubject: Case {{ Nmae }}\n---\n<p>", 2, 18, "Name")]
    [InlineData("---\nsubject: x\n---\n<p>\n{% if Naem %}{% endif %}", 5, 7, "Name")]
    [InlineData("<p>{{ Owner.Mial }}", 1, 7, "Mail")]
    [InlineData("<p>{% for x in Rwos %}{% endfor %}", 1, 16, "Rows")]
    [InlineData("<p>{{ 'a' | append: Nmae }}", 1, 21, "Name")]
    [InlineData("<p>{{ Rows | where: 'Mial', 'x' }}", 1, 7, "Mail")]
    [InlineData("<p>{% assign x = Nmae %}", 1, 18, "Name")]
    public void Name_Unknown_IsAnErrorWithPlaceAndTheOneMeant(string template, int line, int column, string meant)
    {
        var owner = Merge.Data(("Mail", "x"));
        var error = Merge.Failure(template, ("Name", "Ann"), ("Owner", owner), ("Rows", new[] { owner }));

        Assert.Equal("TemplateNameUnknown", error.ErrorId);
        Assert.Contains($"line {line}, column {column}:", error.Message);
        Assert.Contains($"Is '{meant}' meant?", error.Message);
    }

    [Theory]
    [InlineData("<p>{{ Name | upcas }}", "TemplateFilterUnknown", "Is 'upcase' meant?")]
    [InlineData("<p>{{ Name | format_string }}", "TemplateFilterUnknown", "column 7")]
    [InlineData("<p>{{ Name", "TemplateSyntax", "line 1")]
    [InlineData("<p>\n{% if Name %}", "TemplateSyntax", "line 2")]
    [InlineData("<p>{% nonsense %}", "TemplateSyntax", "nonsense")]
    [InlineData("<p>{{ Name | divided_by: 0 }}", "TemplateFailed", "column 7")]
    [InlineData("<p>{% for i in (1..100001) %}{% endfor %}", "TemplateLimit", "range")]
    [InlineData("<p>{% for i in (1..99999) %}{% for j in (1..99999) %}{% assign x = j %}{% endfor %}{% endfor %}", "TemplateLimit", "")]
    [InlineData("<p>{% assign x = 'xxxxxxxxxxxxxxxx' %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}", "TemplateLimit", "characters")]
    [InlineData("<p>{% for i in (1..99999) %}{% for j in (1..99) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}", "TemplateLimit", "")]
    public void Template_ThatCantBe_IsAnErrorWithItsPlace(string template, string id, string words)
    {
        var error = Merge.Failure(template, ("Name", "Ann"));

        Assert.Equal(id, error.ErrorId);
        Assert.Contains(words, error.Message);
    }

    [Theory]
    [InlineData("{% if Name %}", "{% endif %}")]
    [InlineData("{{ Name[", "")]
    public void Nesting_BeyondTheLimit_IsAnErrorAndNoCrash(string open, string close)
    {
        var template = "<p>" + Repeat(open, 20_000) + Repeat(close, 20_000);

        Assert.Contains(Merge.Failure(template, ("Name", "Ann")).ErrorId, new[] { "TemplateLimit", "TemplateSyntax" });
    }

    [Theory]
    [InlineData("{{ Name", " | upcase", " }}", "filters")]
    [InlineData("{% assign x = Name", " | upcase", " %}", "filters")]
    [InlineData("{% if Name", " and Name", " %}x{% endif %}", "parts")]
    [InlineData("{% if Name == 'a'", " or Name == 'b'", " %}x{% endif %}", "parts")]
    [InlineData("{% unless Name", " or Name", " %}x{% endunless %}", "parts")]
    [InlineData("{% if Name == 'a' %}{% elsif Name", " and Name", " %}x{% endif %}", "parts")]
    [InlineData("{% assign x = Name", " and Name", " %}", "parts")]
    public void Chain_BeyondTheLimit_IsAnErrorAndNoCrash(string open, string link, string close, string what)
    {
        Assert.NotNull(Merge.Render($"<p>{open}{Repeat(link, 190)}{close}", ("Name", "Ann")));
        foreach (var count in new[] { 201, 60_000 })
        {
            var error = Merge.Failure($"<p>{open}{Repeat(link, count)}{close}", ("Name", "Ann"));

            Assert.Equal("TemplateLimit", error.ErrorId);
            Assert.Contains(what, error.Message);
        }
    }

    [Fact]
    public void Rendering_Stopped_Ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var template = new MailTemplates().Get("{% for i in (1..99999) %}{{ i }}{% endfor %}", TemplateKind.Text, CancellationToken.None);

        Assert.ThrowsAny<OperationCanceledException>(() => template.Render(Merge.Data(), null, stop.Token));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
