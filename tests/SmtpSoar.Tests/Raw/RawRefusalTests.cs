using System;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class RawRefusalTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r\n \t\n")]
    [InlineData("\uFEFF")]
    public void FromText_NothingThere_IsRefused(string text)
    {
        Refused("RawEmailEmpty", text);
    }

    [Theory]
    [InlineData("From: a@b\nTo: c@d")]
    [InlineData("From: a@b\nTo: c@d\n")]
    [InlineData("From: a@b\r\nTo: c@d\r\n \r\n")]
    public void FromText_NoEmptyLine_IsRefused(string text)
    {
        Refused("RawHeaderEndMissing", text);
    }

    // Reading it would take minutes.
    [Fact]
    public void FromText_PartFoldedTooOften_IsRefused()
    {
        var folds = string.Concat(System.Linq.Enumerable.Repeat(";\n a=b", 400_000));

        Refused("RawHeaderFolded", $"From: a@b\nTo: c@d\nContent-Type: multipart/mixed; boundary=x\n\n--x\nX-A: b{folds}\n\nü\n--x--\n");
    }

    [Theory]
    [InlineData("Hello\n\nBody", 1, "'Hello'")]
    [InlineData("From: a@b\nTo: c@d\n e@f\nHello, this is it.\n\n", 4, "'Hello, this is it.'")]
    [InlineData("From: a@b\n: no name\n\n", 2, "': no name'")]
    [InlineData("From: a@b\nTwo words: x\n\n", 2, "'Two words: x'")]
    [InlineData("From: a@b\nÜber: x\n\n", 2, "'Über: x'")]
    [InlineData("From: a@b\n\u001B[0m\n\n", 2, "'?[0m'")]
    [InlineData("From: a@b\n0123456789012345678901234567890123456789X\n\n", 2, "'0123456789012345678901234567890123456789...'")]
    public void FromText_LineThatIsNoField_IsNamed(string text, int lineNumber, string excerpt)
    {
        var exception = Refused("RawFieldInvalid", text);

        Assert.Contains($"line {lineNumber}, {excerpt}", exception.Message);
    }

    [Fact]
    public void FromText_ObsoleteBlankBeforeColonOfFrom_IsNoMailboxLine()
    {
        var message = RawMessageReader.FromText("From : a@b\n\nBody");

        Assert.Equal(["a@b"], message.From);
        Assert.Equal("From : a@b\r\n\r\nBody\r\n", WireText(message));
    }

    [Theory]
    [InlineData("From: a@b\nTo: \0\n\nBody", "header")]
    [InlineData("From: a@b\n\nBo\0dy", "body")]
    public void FromText_Nul_IsRefused(string text, string place)
    {
        Assert.Contains(place, Refused("RawNulFound", text).Message);
    }

    [Fact]
    public void FromText_HeaderOverTheLimit_IsRefused()
    {
        Refused("RawHeaderTooLong", "From: a@b\nX: " + new string('x', HeaderBlockParser.MaxLength) + "\n\nBody");
    }

    [Fact]
    public void FromText_LineOver998Bytes_IsOnlyReported()
    {
        var message = RawMessageReader.FromText("From: a@b\n\n" + new string('x', 5000) + "\nshort\n");

        Assert.Contains("the longest with 5000.", Assert.Single(message.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void FromText_LineOfSeveralChunks_IsReportedWhole()
    {
        var message = RawMessageReader.FromText("From: a@b\n\n" + new string('x', 500_000) + "\nshort\n");

        Assert.Contains("the longest with 500000.", Assert.Single(message.Warnings), StringComparison.Ordinal);
    }
}
