using System;
using System.Linq;
using MimeKit;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Templates;

/// <summary>Values of the data are text in each place of a template, and nothing else.</summary>
public sealed class InjectionTests
{
    public static readonly string[] Values =
    [
        "<script>alert(1)</script>", "</p><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "x onclick=alert(1) ", "script", "b", "#106;avascript:alert(1)", "06;avascript:alert(1)", "lt;", "-", "--", ">",
        "{{ Name }}", "{% include 'x' %}", "{{", "}}", "{%", "a\r\nBcc: evil@example.org", "a\n\n<b>", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        " java\tscript:alert(1)", "java\u0000script:alert(1)", "&#106;avascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
        @"\\evil\share", "file:///etc/passwd", "red;background:url(http://evil/)", "expression(alert(1))", "red}/*", "\\65xpression(1)",
        "-->", "<!--", "]]>", "<![endif]-->", "</style><script>1</script>", "</title><script>1</script>", "</textarea><b>", "a=b`c", "\u2028", "\uFDD0\uE000x\uFDD1", "\uFDD1",
        "\uD800", "ä€😀", "a & b", "&amp;", "+ADw-script+AD4-", "%3Cscript%3E", "?a=1&b=2", "evil@example.org, other@example.org", "\"a\" <evil@example.org>",
        "x> , <evil@example.org", "x\" <evil@example.org>, \"", "a;b", "(comment", "", " ",
    ];

    public static readonly string[] Places =
    [
        "<p>{{ v }}</p>", "<p title=\"{{ v }}\">x</p>", "<p title='{{ v }}'>x</p>", "<a href=\"{{ v }}\">x</a>", "<a href='{{ v }}'>x</a>", "<a href=\"java{{ v }}\">x</a>",
        "<a href=\"https://example.org/{{ v }}?q={{ v }}\">x</a>", "<img src=\"{{ v }}\" alt=\"{{ v }}\">", "<td background=\"{{ v }}\">x", "<table background=\"{{ v }}\"><tr><td>x</table>",
        "<p style=\"color:{{ v }}\">x</p>", "<p style='{{ v }}'>x</p>", "<title>{{ v }}</title>", "<textarea>{{ v }}</textarea>", "<!-- {{ v }} --><p>x</p>",
        "<!--[if mso]><p title=\"{{ v }}\">{{ v }}</p><![endif]--><p>x</p>", "<p>{% assign w = v %}{{ w }}</p>", "<p>{% capture w %}{{ v }}{% endcapture %}{{ w }}</p>",
        "<p>{{ list }}</p>", "<p>{{ v | split: ',' }}</p>", "<p>{{ v | newline_to_br }}</p>", "<p>{{ v | escape }}</p>", "<p>{{ v | json }}</p>", "<p>{{ v | append: v | upcase | downcase }}</p>",
        "<p>{{ v | url_decode }}</p>", "<p>{{ v | base64_encode | base64_decode }}</p>", "<p>{{ object }}</p>", "<p>{% cycle v, v %}</p>", "<p>{% cycle list %}</p>",
        "<p>{% for x in list %}{{ x }}{% endfor %}</p>", "<p>{{ list | join: v }}</p>", "<a href=\"{{ v | newline_to_br }}\">x</a>", "<p>{{ rows | table }}</p>", "<p>{% echo v %}</p>", "<form action=\"{{ v }}\"></form>", "<p class=\"a {{ v }}\">x</p>",
        "<p>{{ v | strip_html }}</p>", "<p>{{ v | truncate: 5 }}</p>", "<p>{% capture w %}{{ v }}{% endcapture %}{{ w | truncate: 6 }}</p>", "<p>{{ v | replace: 'a', v }}</p>",
        "<p>{{ list | map: 'size' }}</p>", "<p>{% if v %}{{ v }}{% endif %}</p>", "<a href=\"{{ v }}{{ v }}\">x</a>", "<a href=\"{{ s }}:alert(1)\">x</a>",
        "<p>a <b>&{{ v }}</b></p>", "<a href=\"&{{ v }}\">x</a>", "<a href=\"&#1{{ v }}\">x</a>", "<!-- a -{{ v }}> <b>x</b> --><p>x</p>", "<!--[if mso]>-{{ v }}-<![endif]--><p>x</p>",
    ];

    public static TheoryData<string> AllPlaces => [.. Places];

    [Theory]
    [MemberData(nameof(AllPlaces))]
    public void Html_WithAnyValue_HasTheShapeOfAHarmlessOne(string place)
    {
        var shape = Plain(HtmlJudge.Shape(Render(place, "x")));
        foreach (var value in Values)
        {
            var html = Render(place, value);

            Assert.Equal(shape, Plain(HtmlJudge.Shape(html)));
            Assert.Null(HtmlJudge.Danger(html));
            Assert.DoesNotContain(html, character => character is >= '\uFDD0' and <= '\uFDEF');
        }
    }

    [Fact]
    public void Text_InAnElement_IsTheValue()
    {
        foreach (var value in Values.Where(value => value.All(character => character is not ('\0' or '\r') && !char.IsSurrogate(character) && character < '\uE000')))
            Assert.Equal(value.TrimEnd('\n'), HtmlJudge.Words($"<body>{Render("<i>{{ v }}</i>", value)}").TrimEnd('\n'));
    }

    [Fact]
    public void Attribute_InQuotes_IsTheValue()
    {
        foreach (var value in Values.Where(value => value.All(character => character is not ('\0' or '\r') && !char.IsSurrogate(character) && character < '\uE000')))
            Assert.Equal(value, new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Render("<p title=\"{{ v }}\">x</p>", value)).QuerySelector("p")!.GetAttribute("title"));
    }

    [Theory]
    [InlineData("<script>var x = '{{ v }}';</script>", "script")]
    [InlineData("<script>{{ rows | table }}</script>", "script")]
    [InlineData("<{{ v | newline_to_br }}>", "right after <")]
    [InlineData("<p onclick=\"{{ v }}\">x</p>", "onclick")]
    [InlineData("<{{ v }}>x</p>", "right after <")]
    [InlineData("<p>x</{{ v }}>", "right after <")]
    [InlineData("<!{{ v }}>", "right after <")]
    [InlineData("<?{{ v }}>", "right after <")]
    [InlineData("<p{{ v }}>x</p>", "name")]
    [InlineData("<<p{{ v }}>x</p>", "name")]
    [InlineData("<svg><textarea><p {{ v }}>", "within svg")]
    [InlineData("<math><title><p title={{ v }}>", "within svg")]
    [InlineData("<svg><style><p {{ v }}>", "within svg")]
    [InlineData("<select><option><style><p{{ v }}>", "within svg or select")]
    [InlineData("<select><title><option onclick={{ v }}>", "within svg or select")]
    [InlineData("<frameset><style><frame {{ v }}>", "within svg or select")]
    [InlineData("<<p {{ v }}>x</p>", "name")]
    [InlineData("x <<<p title=x {{ v }}>x</p>", "name")]
    [InlineData("<p {{ v }}>x</p>", "name")]
    [InlineData("<p {{ v }}=\"x\">x</p>", "name")]
    [InlineData("<!DOCTYPE {{ v }}><p>{{ v }}</p>", "")]
    [InlineData("<iframe srcdoc=\"{{ v }}\"></iframe>", "srcdoc")]
    [InlineData("<svg><a href=\"#\"><animate attributeName=\"href\" to=\"{{ v }}\"></a></svg>", "to")]
    [InlineData("<svg><a href=\"#\"><set attributeName=\"href\" values='{{ v }}'></a></svg>", "values")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url={{ v }}\">", "content")]
    [InlineData("<meta http-equiv=\"{{ v }}\" content=\"0\">", "http-equiv")]
    [InlineData("<!--[if {{ v }}]><p>x</p><![endif]-->", "condition")]
    public void Place_WhereNoTextCanBe_IsRefusedForEachValue(string template, string where)
    {
        foreach (var value in Values.Where(value => value.Length > 0).Append("x"))
        {
            var error = Merge.Failure(template, ("v", value), ("rows", new[] { Merge.Data(("Member", value)) }));
            Assert.Equal("TemplatePlaceUnsafe", error.ErrorId);
            Assert.Contains(where, error.Message);
        }
    }

    [Theory]
    [InlineData("<p title={{ v }}>x</p>")]
    [InlineData("<a href={{ v }}>x</a>")]
    [InlineData("<a href=/x/{{ v }} class=c>x</a>")]
    public void Attribute_WithoutQuotes_KeepsItsShapeOrIsRefused(string template)
    {
        foreach (var value in Values.Where(value => value.Length > 0))
        {
            try
            {
                var shape = HtmlJudge.Shape(Render(template, "x"));
                var html = Render(template, value);
                Assert.Equal(shape, HtmlJudge.Shape(html));
                Assert.Null(HtmlJudge.Danger(html));
            }
            catch (SmtpSoarException error)
            {
                Assert.Equal("TemplatePlaceUnsafe", error.ErrorId);
            }
        }
    }

    [Theory]
    [InlineData("<a title={{ v }}=\">x</a>")]
    [InlineData("<a title={{ v }}>x</a>")]
    public void Attribute_WithoutQuotes_EndsAtEachLineBreak(string template)
    {
        foreach (var value in new[] { "-\r", "a\rb", "a\ronclick=alert(1)", "a\nb", "a\fb", "a\tb" })
            Assert.Equal("TemplatePlaceUnsafe", Merge.Failure(template, ("v", value)).ErrorId);
    }

    [Fact]
    public void Style_InAnElement_TakesWordsAndNumbersOnly()
    {
        Assert.Contains("color: #c00", Render("<style>p { color: {{ v }} }</style><p>x</p>", "#c00"));
        Assert.Contains("color: unsafe }", Render("<style>p { color: {{ v }} }</style><p>x</p>", "red } * { background: url(x)"));
    }

    [Fact]
    public void Address_MadeHarmless_IsAWarningWithItsPlace()
    {
        var mail = Merge.Render("<p>\n<a href=\"{{ v }}\">x</a>", ("v", "javascript:alert(1)"));

        Assert.Contains("href=\"unsafe:javascript:alert(1)\"", mail.Body);
        Assert.Contains("line 2, column 13", Assert.Single(mail.Warnings));
    }

    [Fact]
    public void Address_ThatIsHarmless_StaysAsItIs()
    {
        foreach (var url in new[] { "https://example.org/?a=1&b=2", "mailto:a@example.org", "cid:logo", "/path", "page.html", "#top", "?q=a:b", "tel:+43" })
            Assert.Contains($"href=\"{url.Replace("&", "&amp;")}\"", Render("<a href=\"{{ v }}\">x</a>", url));
        Assert.Contains("src=\"data:image/png;base64,AAAA\"", Render("<img src=\"{{ v }}\">", "data:image/png;base64,AAAA"));
    }

    [Fact]
    public void Raw_OfTheAuthor_IsMarkup() => Assert.Contains("<b>x</b>", Render("<p>{{ v | raw }}</p>", "<b>x</b>"));

    [Fact]
    public void Subject_WithAnyValue_IsOneLineOfText()
    {
        foreach (var value in Values)
        {
            var mail = Merge.Render("---\nsubject: \"Case {{ v }}\"\nheaders:\n  X-Case: \"{{ v }}\"\n---\n<p>", ("v", value));

            Assert.DoesNotContain(mail.Subject!, char.IsControl);
            Assert.DoesNotContain(mail.Headers[0].Value, char.IsControl);
            Assert.StartsWith("Case", mail.Subject);
            if (!value.Any(char.IsControl) && !value.Any(char.IsSurrogate) && value.All(character => character is < '\u2000'))
                Assert.Equal(("Case " + value).Trim(), mail.Subject);
        }
    }

    [Theory]
    [InlineData("x =?utf-8?b?ZXZpbA==?= y")]
    [InlineData("=?utf-8?q?evil?=")]
    [InlineData("a=?utf-8?q?evil?=b")]
    [InlineData("ä =?utf-8?b?ZXZpbA==?=  =?iso-8859-1?q?=E4?=")]
    [InlineData("=?")]
    public void Fields_WithAValueThatLooksEncoded_AreReadAsTheValue(string value)
    {
        var mail = Merge.Render(
            "---\nsubject: \"{{ v }}\"\nto: \"{{ v }} <fixed@example.org>\"\nheaders:\n  X-Case: \"{{ v }}\"\n---\n<p>", ("v", value));
        var request = TestMail.Text();
        (request.Subject, request.IsSubjectLiteral, request.To, request.Headers) = (mail.Subject, true, [.. mail.To], [.. mail.Headers]);

        var wire = TestMail.Wire(TestMail.Compose(request));
        var read = TestMail.Read(wire);

        Assert.Equal(value, read.Subject);
        Assert.Equal(value, read.Headers["X-Case"]);
        Assert.Equal(value, Assert.Single(read.To.Mailboxes).Name);
        Assert.All(System.Text.Encoding.ASCII.GetString(wire).Split("\r\n").Where(line => line.StartsWith("Subject:", StringComparison.Ordinal)), line =>
            Assert.Matches(@"^Subject: =\?utf-8\?[QB]\?[^?]*\?=$", line));
    }

    [Fact]
    public void Subject_OfTheCommand_MayBeEncodedAlready()
    {
        var request = TestMail.Text();
        request.Subject = "x =?utf-8?b?ZXZpbA==?= y";

        Assert.Contains("\r\nSubject: x =?utf-8?b?ZXZpbA==?= y\r\n", System.Text.Encoding.ASCII.GetString(TestMail.Wire(TestMail.Compose(request))));
    }

    [Theory]
    [InlineData("{{ v }}")]
    [InlineData("{{ v }} <fixed@example.org>")]
    [InlineData("\\\"{{ v }}\\\" <fixed@example.org>")]
    [InlineData("Ann <{{ v }}>")]
    [InlineData("{{ v }}@example.org")]
    [InlineData("Ann <{{ v }}@example.org>")]
    [InlineData("fixed@example.org, {{ v }}")]
    [InlineData("{{ list }}")]
    public void Addresses_WithAnyValue_AreAsManyAsTheTemplateHas(string template)
    {
        var expected = template.StartsWith("fixed", StringComparison.Ordinal) ? 2 : 1;
        foreach (var value in Values)
        {
            try
            {
                var mail = Merge.Render($"---\nto: \"{template}\"\nheaders:\n  Reply-To: \"{template}\"\n---\n<p>", ("v", value), ("list", new[] { value }));
                var mailboxes = Core.Addresses.AddressList.Parse(mail.To, "to").Mailboxes.ToList();

                Assert.InRange(mailboxes.Count, 0, expected);
                if (template.Contains("fixed", StringComparison.Ordinal))
                    Assert.Equal("fixed@example.org", mailboxes[0].Address);
            }
            catch (SmtpSoarException error)
            {
                Assert.Contains(error.ErrorId, new[] { "TemplateAddressUnsafe", "AddressInvalid", "AddressNotSingle" });
            }
        }
    }

    [Fact]
    public void Name_OfAnAddress_IsTheValue()
    {
        foreach (var value in new[] { "Doe, Jane", "\"Evil\" <evil@example.org>", "a\\b", "O'Neil (x)", "ä;b" })
        {
            var mail = Merge.Render("---\nto: \"{{ v }} <fixed@example.org>\"\n---\n<p>", ("v", value));

            var mailbox = Assert.Single(InternetAddressList.Parse(Assert.Single(mail.To)).Mailboxes);
            Assert.Equal(value, mailbox.Name);
            Assert.Equal("fixed@example.org", mailbox.Address);
        }
    }

    [Fact]
    public void Addresses_OfAList_AreEachOne()
    {
        var mail = Merge.Render("---\nto: \"{{ list }}\"\n---\n<p>", ("list", new[] { "a@example.org", "Bob <b@example.org>" }));

        Assert.Equal(["a@example.org", "Bob <b@example.org>"], mail.To);
    }

    [Fact]
    public void Text_WithAnyValue_IsTheValue()
    {
        foreach (var value in Values.Where(value => !value.Contains('\0', StringComparison.Ordinal) && value.All(character => !char.IsSurrogate(character) && character < '\uE000')))
            Assert.Equal($"[{value}]", Merge.Text("[{{ v }}]", ("v", value)));
    }

    private static string Render(string template, string value) =>
        Merge.Html(template, ("v", value), ("list", new[] { value }), ("rows", new[] { Merge.Data(("Member", value)) }), ("object", Merge.Data(("Member", value))), ("s", value == "x" ? "https" : value == "javascript:alert(1)" ? "javascript" : "x"));

    // A filter that takes the line breaks of a value, or some of its letters, into account has more or fewer of these.
    private static string Plain(string shape) => shape.Replace(" br[]", "", StringComparison.Ordinal);
}
