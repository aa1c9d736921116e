using System.Linq;
using SmtpSoar.Core.Text;
using Xunit;

namespace SmtpSoar.Tests.Composition;

public sealed class TextChecksTests
{
    [Fact]
    public void HasControlInLines_AnyCharacter_IsOneButForTabAndLineEnds()
    {
        var wrong = Enumerable.Range(0, 0x2100)
            .Where(code => TextChecks.HasControlInLines($"a line\r\n{(char)code}\tof text\n") != IsRefused((char)code));

        Assert.Empty(wrong);
    }

    private static bool IsRefused(char c) => char.IsControl(c) && c is not ('\t' or '\r' or '\n');
}
