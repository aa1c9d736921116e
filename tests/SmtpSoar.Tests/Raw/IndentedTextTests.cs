using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class IndentedTextTests
{
    private const string Wire = "From: a@b\r\nTo: c@d,\r\n e@f\r\n\r\nBody\r\n  more\r\n";

    [Theory]
    [InlineData("\n\r\nFrom: a@b\nTo: c@d,\n e@f\n\nBody\n  more\n")]
    [InlineData("   \n\nFrom: a@b\nTo: c@d,\n e@f\n\nBody\n  more\n")]
    [InlineData("\n    From: a@b\n    To: c@d,\n     e@f\n\n    Body\n      more\n    ")]
    [InlineData("    From: a@b\r\n    To: c@d,\r\n     e@f\r\n    \r\n    Body\r\n      more\r\n  ")]
    [InlineData("\t From: a@b\r\t To: c@d,\r\t  e@f\r\r\t Body\r\t   more\r")]
    [InlineData("\uFEFFFrom: a@b\nTo: c@d,\n e@f\n\nBody\n  more\n")]
    public void FromText_TextOfAScript_LosesWhatComesFromTheScript(string text)
    {
        Assert.Equal(Wire, FromText(text));
    }

    [Fact]
    public void FromText_BodyLineWithLessIndentation_LosesWhatItHas()
    {
        Assert.Equal("From: a@b\r\n\r\nBody\r\n\tmore\r\n", FromText("    From: a@b\n\n  Body\n\tmore\n"));
    }

    [Fact]
    public void FromText_FirstLineNotIndented_KeepsIndentation()
    {
        Assert.Equal("From: a@b\r\n\r\n    Body\r\n", FromText("From: a@b\n\n    Body\n"));
    }

    [Fact]
    public void FromText_EmptyLinesAtTheEnd_Stay()
    {
        Assert.Equal("From: a@b\r\n\r\nBody\r\n\r\n\r\n", FromText("From: a@b\n\nBody\n\n\n"));
    }
}
