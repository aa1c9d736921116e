using SmtpSoar.Core.Html.Text;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlToTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Hello", "Hello")]
    [InlineData("  Hello \n\t world  ", "Hello world")]
    [InlineData("a<b>b</b>c <i> d</i>", "abc d")]
    [InlineData("<b>a </b> b", "a b")]
    [InlineData("1 &lt; 2 &amp; 3 &gt; 2 &euro; &#x1F600;", "1 < 2 & 3 > 2 € 😀")]
    [InlineData("&lt;script&gt;", "<script>")]
    [InlineData("a&nbsp;b", "a b")]
    [InlineData("a&nbsp;&nbsp;b", "a  b")]
    [InlineData("a <3 b", "a <3 b")]
    public void Render_Inline_CollapsesWhiteSpace(string? html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("<div>a</div><div>b</div>", "a\nb")]
    [InlineData("<div><div>a</div></div><div></div>b", "a\nb")]
    [InlineData("<p>a</p><p>b</p>", "a\n\nb")]
    [InlineData("<p>a<p>b", "a\n\nb")]
    [InlineData("a<p>b</p>c", "a\n\nb\n\nc")]
    [InlineData("<h1>T</h1>text<h2>U</h2>text", "T\n\ntext\n\nU\n\ntext")]
    [InlineData("a<br>b", "a\nb")]
    [InlineData("a<br><br>b", "a\n\nb")]
    [InlineData("a<br><br><br><br>b", "a\n\nb")]
    [InlineData("a<br> b", "a\nb")]
    [InlineData("<div>a<br></div><div>b</div>", "a\nb")]
    [InlineData("<div>a</div><div><br></div><div>b</div>", "a\n\nb")]
    [InlineData("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb")]
    [InlineData("<div>a</div><div>&nbsp;</div><div>b</div>", "a\n\nb")]
    [InlineData("a<hr>b", "a\n\n----------\n\nb")]
    [InlineData("a</p>b", "a\n\nb")]
    [InlineData("<br><br>a<br><br>", "a")]
    [InlineData("<b><p>x</b>y</p>", "xy")]
    public void Render_Blocks_StandOnLinesOfTheirOwn(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "- a\n- b")]
    [InlineData("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<ol start=9><li>a<li>b<li value=20>c<li>d</ol>", "9. a\n10. b\n20. c\n21. d")]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c")]
    [InlineData("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c")]
    [InlineData("<ol><li>a<br>b<ul><li>c</ul></ol>", "1. a\n   b\n   - c")]
    [InlineData("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b")]
    [InlineData("<ul><li></li><li>a</li></ul>", "- a")]
    [InlineData("<ul><li><ul><li>a</li></ul></li></ul>", "- - a")]
    [InlineData("<dl><dt>Term<dd>One<dd>Two<dt>Next</dl>", "Term\n  One\n  Two\nNext")]
    [InlineData("<li>a", "- a")]
    public void Render_Lists_HaveMarksAndIndentation(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("a<blockquote>b</blockquote>c", "a\n\n> b\n\nc")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b")]
    [InlineData("<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n>\n> > b\n>\n> c")]
    [InlineData("<ul><li><blockquote>a<br>b</blockquote></ul>", "- > a\n  > b")]
    [InlineData("<blockquote><ul><li>a<br>b</ul></blockquote>", "> - a\n>   b")]
    public void Render_Quotations_AreMarked(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("<pre>a\n  b\tc\n\n\n\nd  \n</pre>e", "a\n  b\tc\n\nd\n\ne")]
    [InlineData("<pre>\n  a\r\n  b</pre>", "  a\n  b")]
    [InlineData("<pre><b>a</b>\n<i> b</i></pre>", "a\n b")]
    public void Render_Preformatted_KeepsWhiteSpace(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("<head><title>T</title><style>p{}</style></head><p>a", "a")]
    [InlineData("a<script>alert('<p>x</p>')</script>b", "ab")]
    [InlineData("a<!-- b -->c<!--[if mso]>d<![endif]-->", "ac")]
    [InlineData("<![if !mso]>a<![endif]>", "a")]
    [InlineData("a<noscript>b</noscript><template><p>c</p></template>d", "ad")]
    [InlineData("<svg><title>t</title><text>b</text></svg>a", "a")]
    [InlineData("<div hidden>b</div>a", "a")]
    [InlineData("<div style='color:red; DISPLAY : none !important'>b<div>c</div>d</div>a", "a")]
    [InlineData("<span style='display:none'>b<span>c</span>d</span>a", "a")]
    [InlineData("<div style='display:none;display:block'>a</div>", "a")]
    [InlineData("<p hidden>b<p>a", "a")]
    [InlineData("<div><span hidden>b</div>a", "a")]
    [InlineData("<table><tr><td hidden>b<td>a</table>", "a")]
    [InlineData("<div hidden><a href='https://x.example'>b</a></div>a", "a")]
    [InlineData("<img hidden alt=b><span hidden/>a", "a")]
    [InlineData("<title/>a", "a")]
    [InlineData("<iframe>b</iframe><object>c</object>a", "a")]
    public void Render_Unseen_IsLeftOut(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("Sale&#847;&zwnj;&nbsp;&#8199;&shy;&#65279;&#8203;&nbsp;&zwj; <p>a", "Sale\n\na")]
    [InlineData("in&shy;visible", "invisible")]
    [InlineData("👩\u200D💻", "👩\u200D💻")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("a\u200D<p>b", "a\n\nb")]
    [InlineData("a\u0001\u0000\u0007b", "ab")]
    public void Render_ZeroWidthPadding_IsRemoved(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));
}
