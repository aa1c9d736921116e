using SmtpSoar.Core.Html.Sanitizing;
using Xunit;

namespace SmtpSoar.Tests.Html;

public class HtmlSanitizationSafetyTests
{
    private const string DocumentStart = "<!DOCTYPE html><html><head><title>t</title></head><body>";

    public static TheoryData<string> Vectors => XssVectors.Data;

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Sanitize_Vector_CannotRun(string vector)
    {
        AssertSafeAndStable(vector);
        AssertSafeAndStable(DocumentStart + vector + "</body></html>");
        AssertSafeAndStable("<html><head>" + vector);
        AssertSafeAndStable("<table><tr><td><ul><li>" + vector + "</table>");
        AssertSafeAndStable("<!--[if mso]>" + vector + "<![endif]-->");
    }

    [Fact]
    public void Sanitize_RandomHtml_CannotRun()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            AssertSafeAndStable(new RandomHtml(seed).Broken(30));
            AssertSafeAndStable(DocumentStart + new RandomHtml(-seed).Broken(30));
        }
    }

    [Fact]
    public void Sanitize_TwoVectorsInEachOther_CannotRun()
    {
        for (var at = 0; at < XssVectors.All.Length - 1; at++)
        {
            var outer = XssVectors.All[at];
            var inner = XssVectors.All[(at * 7 + 3) % XssVectors.All.Length];
            AssertSafeAndStable(outer.Insert(outer.Length / 2, inner));
        }
    }

    private static void AssertSafeAndStable(string html)
    {
        var once = HtmlSanitization.Sanitize(html).Html;

        HarmlessHtml.Assert(once);
        Assert.Equal(once, HtmlSanitization.Sanitize(once).Html);
    }
}
