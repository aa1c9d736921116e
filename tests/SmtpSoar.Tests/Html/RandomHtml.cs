using System;
using System.Linq;
using System.Text;

namespace SmtpSoar.Tests.Html;

/// <summary>Makes HTML as nobody should write it, the same for the same seed.</summary>
internal sealed class RandomHtml(int seed)
{
    private static readonly string[] Tags =
    [
        "p", "div", "span", "b", "i", "a href='https://example.org/x'", "a href='#x'", "ul", "ol start=7", "li", "dl", "dt", "dd",
        "blockquote", "pre", "table", "table role=presentation", "tr", "td", "th", "tbody", "caption", "h1", "br", "hr", "img alt=Alt src=x",
        "font face=Arial", "center", "q", "unknown", "o:p", "section", "option", "xmp",
    ];

    private static readonly string[] Hostile =
    [
        "<", ">", "</", "<!", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#", "&#x110000;", "&#0;", "\"", "'", "=", "/>", "<a href=\"", "<?x", "\0", "\uD800",
        "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<svg>", "</svg>", "<math>", "<template>", "<noscript>", "<plaintext",
        "<p hidden>", "<div style='display:none'>", "<!DOCTYPE", "<select>", "<textarea>", "</textarea>", "<iframe>", "<input onclick=x>",
        "<form action=javascript:x>", "<mtext>", "<mglyph>", "<annotation-xml encoding=text/html>", "<foreignObject>", "<desc>", "<a id=\"</style>\">",
    ];

    private static readonly string[] Blanks = [" ", "\n", "\r\n", "\t", "&nbsp;", "  ", "&#8199;", "&zwnj;"];

    private readonly Random _random = new(seed);

    /// <summary>Elements, misnested and unclosed, around numbered words, all of which a reader would see.</summary>
    internal string Visible(int pieces)
    {
        var html = new StringBuilder();
        for (var piece = 0; piece < pieces; piece++)
        {
            var tag = Pick(Tags);
            html.Append(_random.Next(5) switch
            {
                0 => "</" + tag.Split(' ')[0] + ">",
                1 or 2 => "<" + tag + ">",
                3 => Pick(Blanks),
                _ => "w" + piece + "w",
            });
        }

        return html.ToString();
    }

    /// <summary>The same with broken markup and what can run.</summary>
    internal string Broken(int pieces) => string.Concat(Enumerable.Range(0, pieces)
        .Select(_ => _random.Next(3) == 0 ? Pick(Hostile) : Visible(1)));

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
