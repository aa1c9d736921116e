using SmtpSoar.Core.Html.Text;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlToTextTableTests
{
    [Theory]
    [InlineData("<table><tr><td>Host</td><td>web1</td></tr><tr><td>User</td><td>ann</td></tr></table>", "Host | web1\nUser | ann")]
    [InlineData("a<table><tr><th>A<th>B<tr><td>1<td>2</table>b", "a\n\nA | B\n1 | 2\n\nb")]
    [InlineData("<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody><tr><td>1</td><td></td><td>3</td></tr></tbody></table>", "A | B | C\n1 |  | 3")]
    [InlineData("<table><tr><th>A</th><th>B</th></tr><tr><td></td><td>2</td></tr></table>", "A | B\n| 2")]
    [InlineData("<table><tr><td>\n <p class=MsoNormal>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td><td><p>d</p></td></tr></table>", "a | b\nc | d")]
    [InlineData("<table><caption>Cap</caption><tr><td>a<td>b</table>", "Cap\na | b")]
    [InlineData("<blockquote><table><tr><td>a<td>b</table></blockquote>", "> a | b")]
    [InlineData("<ul><li><table><tr><td>a<td>b</table></ul>", "- a | b")]
    public void Render_Data_IsOneLineARow(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb")]
    [InlineData("<table><tr><td>&nbsp;</td><td>a</td><td>&nbsp;</td></tr></table>", "a")]
    [InlineData("<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc")]
    [InlineData("<table role='presentation'><tr><td>a</td><td>b</td></tr></table>", "a\nb")]
    [InlineData("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a | b\n\nc")]
    [InlineData("<table><tr><td><h1>T</h1><p>a</p></td></tr><tr><td><p>b</p></td></tr></table>", "T\n\na\n\nb")]
    public void Render_Layout_StaysBelowEachOther(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Fact]
    public void Render_ColumnsOfProse_StayBelowEachOther()
    {
        var prose = new string('x', 80);

        Assert.Equal(prose + "\n" + prose, HtmlToText.Render("<table><tr><td>" + prose + "<td>" + prose + "</table>"));
        Assert.Equal("Note | " + prose, HtmlToText.Render("<table><tr><td>Note<td>" + prose + "</table>"));
    }

    [Theory]
    [InlineData("<table><tr><td>a</td></div></p></tr></table>b", "a\n\nb")]
    [InlineData("<div>x<table><tr><td></div>a</td></tr></table>b</div>c", "x\n\na\n\nb\nc")]
    [InlineData("<td>a</td><td>b", "a\nb")]
    [InlineData("<tr>a</table>", "a")]
    public void Render_BrokenTable_KeepsItsText(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));
}
