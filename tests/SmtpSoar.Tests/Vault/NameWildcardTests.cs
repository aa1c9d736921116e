using SmtpSoar.Core.Text.Wildcards;
using Xunit;

namespace SmtpSoar.Tests.Vault;

public sealed class NameWildcardTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*.pdf", "Report.PDF", true)]
    [InlineData("*.pdf", "report.pdf.exe", false)]
    [InlineData("rep*t*.pdf", "report 2.pdf", true)]
    [InlineData("r?port", "report", true)]
    [InlineData("r?port", "rport", false)]
    [InlineData("report", "report2", false)]
    [InlineData("[a-c]x", "Bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[xyz]*", "yes", true)]
    [InlineData("report[1].pdf", "report1.pdf", true)]
    [InlineData("report[1].pdf", "report[1].pdf", true)]
    [InlineData("report`[1`]*", "report[1].pdf", true)]
    [InlineData("`*", "*", true)]
    [InlineData("`*", "a", false)]
    [InlineData("a[", "a[", true)]
    [InlineData("a`", "a`", true)]
    [InlineData("ab*", "a", false)]
    public void Matches_AsPowerShellDoes(string pattern, string name, bool expected)
    {
        Assert.Equal(expected, new NameWildcard(pattern).Matches(name));
    }

    [Fact]
    public void Matches_PatternOfManyStars_DoesNotExplode()
    {
        var pattern = string.Concat(System.Linq.Enumerable.Repeat("*a", 40)) + "b";

        Assert.False(new NameWildcard(pattern).Matches(new string('a', 5000)));
    }
}
