using SmtpSoar.Core.Html.Text;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlToTextLinkTests
{
    [Theory]
    [InlineData("<a href='https://example.org/?a=1&amp;b=2'>Open</a>.", "Open <https://example.org/?a=1&b=2>.")]
    [InlineData("<a href='https://example.org'>https://example.org/</a>", "https://example.org/")]
    [InlineData("<a href='https://example.org/x'>  https://example.org/x </a> y", "https://example.org/x y")]
    [InlineData("<a href='https://evil.example'>https://example.org</a>", "https://example.org <https://evil.example>")]
    [InlineData("<a href='mailto:a@example.org?subject=x'>Write</a>", "Write <a@example.org>")]
    [InlineData("<a href='mailto:a@example.org'>a@example.org</a>", "a@example.org")]
    [InlineData("<a href='mailto:a%2Bb@example.org'>Write</a>", "Write <a+b@example.org>")]
    [InlineData("<a href='mailto:?subject=x'>Share</a>", "Share")]
    [InlineData("<a href='tel:+4930123'>Call</a>", "Call <+4930123>")]
    [InlineData("<a href='#top'>Top</a>", "Top")]
    [InlineData("<a href='JavaScript:alert(1)'>Run</a>", "Run")]
    [InlineData("<a href=' java&#10;script:alert(1)'>Run</a>", "Run")]
    [InlineData("<a href='data:text/html,x'>Data</a>", "Data")]
    [InlineData("<a name=x>Anchor</a>", "Anchor")]
    [InlineData("<a href=''>Empty</a>", "Empty")]
    [InlineData("<a href='https://example.org/a b>c'>x</a>", "x <https://example.org/a%20b%3Ec>")]
    public void Render_Link_ShowsItsAddressOnce(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("<a href='https://example.org'><img src=x alt='Shop'></a>", "Shop <https://example.org>")]
    [InlineData("<a href='https://example.org'><img src=x></a>", "<https://example.org>")]
    [InlineData("a<a href='https://example.org'></a>b", "ab")]
    [InlineData("a <a href='https://example.org'>b </a>c", "a b <https://example.org> c")]
    [InlineData("<a href='https://example.org'><div>a</div></a><div>b</div>", "a <https://example.org>\nb")]
    [InlineData("<a href='https://one.example'>a<a href='https://two.example'>b</a>c", "a <https://one.example>b <https://two.example>c")]
    [InlineData("<a href='https://example.org'>a", "a <https://example.org>")]
    [InlineData("<table><tr><td><a href='https://example.org'>a<td>b</table>", "a <https://example.org> | b")]
    [InlineData("<ul><li><a href='https://example.org'><p>a</p></a></li></ul>", "- a <https://example.org>")]
    public void Render_LinkAroundOtherThings_StaysWithItsText(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));

    [Theory]
    [InlineData("<img src=x alt=' A  logo '>text", "A logo text")]
    [InlineData("<img src=x>text", "text")]
    [InlineData("<img src=x alt=''>text", "text")]
    public void Render_Image_IsItsAlternativeText(string html, string expected) => Assert.Equal(expected, HtmlToText.Render(html));
}
