using System.Linq;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

/// <summary>Lines that servers need not take (RFC 5322, section 2.1.1), in messages that may not be changed.</summary>
public sealed class LongLineTests
{
    [Theory]
    [InlineData(998, false)]
    [InlineData(999, true)]
    [InlineData(500_000, true)]
    public void Line_OverTheLimit_GoesAsItIsWithAWarning(int length, bool warns)
    {
        var line = new string('x', length);
        var body = $"From: a@b\r\n\r\nshort\r\n{line}\r\nshort\r\n";
        var header = $"From: a@b\r\nX: {line[3..]}\r\n\r\nshort\r\n";
        using var file = new TemporaryFile(body);

        foreach (var message in new[] { RawMessageReader.FromText(body), FromFile(file.Path), RawMessageReader.FromText(header) })
        {
            Assert.Contains(line[3..], WireText(message), System.StringComparison.Ordinal);
            Assert.Equal(warns ? 1 : 0, message.Warnings.Count);
            Assert.All(message.Warnings, warning => Assert.Contains($"over 998 characters, the longest with {length}.", warning, System.StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Line_OfABlindCopyThatDoesNotGo_IsNoneOfThem()
    {
        var message = RawMessageReader.FromText("From: a@b\r\nBcc: " + string.Join(", ", Enumerable.Repeat("hidden@example.org", 100)) + "\r\n\r\nx\r\n");

        Assert.Empty(message.Warnings);
    }

    [Fact]
    public void Lines_EndedByLoneCarriageReturns_AreMeasuredAsTheyGo()
    {
        var message = RawMessageReader.FromText("From: a@b\n\n" + string.Concat(Enumerable.Repeat("0123456789\r", 200)));

        Assert.Empty(message.Warnings);
    }
}
