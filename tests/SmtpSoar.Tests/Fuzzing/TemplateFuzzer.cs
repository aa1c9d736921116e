using System;
using System.Linq;
using System.Text;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Templates;
using SmtpSoar.Tests.Templates;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>Hostile values in HTML of all shapes: whatever the value, the document has the elements and attributes that a harmless one gives it.</summary>
internal sealed class TemplateFuzzer : Fuzzer
{
    private const string Value = "{{ v }}";

    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<b class=\"a\">", "</b>", "<a href=\"", "<a href='", "<a href=", "<img src=\"", "<p style=\"color:", "<p style='", "<td background=\"", "\">", "'>", ">", "<", "</", "<!",
        "<!--", "-->", "<!--[if mso]>", "<![endif]-->", "<style>p { color: ", "}</style>", "<script>", "</script>", "<title>", "</title>", "<textarea>", "</textarea>", "<svg>", "</svg>",
        "<!DOCTYPE html>", "<table><tr><td>", "</table>", "<![CDATA[", "]]>", "<p onclick=\"", "<p title=\"", "<p title=", " ", "=", "\"", "'", "&", "&#", "&am", "java", "https://example.org/", "?a=", "text",
        "<plaintext>", "<noscript>", "<iframe>", "<xmp>", "<select><option>", "<math><mi>", "<meta http-equiv=\"refresh\" content=\"", "<template>", "/", "-", "--", "<p/", "<base href=\"",
        "{% capture c %}", "{% endcapture %}{{ c }}", "{% if v %}", "{% endif %}", "{% for x in list %}", "{% endfor %}",
        Value, Value, Value, Value, Value, Value, "{{ list }}", "{{ v | upcase }}", "{{ v | newline_to_br }}", "{{ list | join: v }}", "{{ v | split: 'a' }}", "{% cycle v, list %}",
    ];

    public override FuzzInput Make(Random random)
    {
        var template = new StringBuilder();
        if (Nasty.Once(random, 2))
            template.Append(Nasty.Pick(random, InjectionTests.Places));
        else
            for (var piece = 1 + random.Next(10); piece > 0; piece--)
                template.Append(Nasty.Pick(random, Pieces));
        var value = Nasty.Once(random, 2) ? Nasty.Pick(random, InjectionTests.Values) : Nasty.Text(random);
        return new FuzzInput(("Template", template.ToString()), ("Value", Nasty.Once(random, 2) ? value : value + Nasty.Pick(random, InjectionTests.Values)));
    }

    public override void Run(FuzzInput input)
    {
        var (template, value) = (input["Template"] ?? "", input["Value"] ?? "");
        if (value.All(character => character is ' ' or '\t' or '\r' or '\n' or '\f') || Render(template, "x") is not { } harmless || Render(template, value) is not { } html)
            return;
        FuzzFindingException.If(html.Any(character => character is >= '\uFDD0' and <= '\uFDEF'), "a mark is left");
        FuzzFindingException.If(!IsDangerous(template, harmless) && HtmlJudge.Danger(html) is not null, "it is dangerous: " + WireCheck.Quoted(html));
        FuzzFindingException.If(!HasBreaks(template) && Shape(harmless) != Shape(html), $"the value is more than text: {WireCheck.Quoted(html)}, and with 'x' {WireCheck.Quoted(harmless)}");
    }

    // A template may be dangerous by itself, some only with a br of its own filter: harmless lines show both.
    private static bool IsDangerous(string template, string harmless) =>
        HtmlJudge.Danger(harmless) is not null
        || (HasBreaks(template) && new[] { "\nx", "x\nx", "x\n" }.Any(lines => HtmlJudge.Danger(Render(template, lines) ?? "") is not null));

    // A br of the template's own filter ends what a browser takes for a tag or a comment: the value decides where, and is text all the same.
    private static bool HasBreaks(string template) => template.Contains("newline_to_br", StringComparison.Ordinal);

    // Line breaks of the value are br elements where the template asks for that.
    private static string Shape(string html) => HtmlJudge.Shape(html).Replace(" br[]", "", StringComparison.Ordinal);

    private static string? Render(string template, string value)
    {
        string? html = null;
        SentenceCheck.Error(Failures.Of(() => html = new MailTemplates().Get(template + "\n", TemplateKind.Html, default)
            .Render(Merge.Data(("v", value), ("list", new[] { value }), ("s", "x"), ("object", Merge.Data(("Member", value)))), null, default).Body));
        return html;
    }
}
