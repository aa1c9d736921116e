using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class BlindCopyTests
{
    [Theory]
    [InlineData("Bcc: x@y\n")]
    [InlineData("bcc:x@y\n")]
    [InlineData("BCC \t: x@y\n")]
    [InlineData("Bcc:\n")]
    [InlineData("Bcc: \n")]
    [InlineData("Bcc:\n x@y,\n\tz@y\n \n")]
    [InlineData("Bcc: x@y\nBcc: z@y\nBCC: w@y\n")]
    [InlineData("Bcc: x@y\r\n z@y\rBcc: w@y\n")]
    [InlineData("Resent-Bcc: x@y\n")]
    [InlineData("RESENT-BCC:\n x@y\n")]
    public void FromText_BlindCopy_LeavesNoTrace(string blindCopy)
    {
        const string Wire = "From: a@b\r\nTo: c@d\r\n\r\nBcc: in the body\r\n";

        Assert.Equal(Wire, FromText(blindCopy + "From: a@b\nTo: c@d\n\nBcc: in the body\n"));
        Assert.Equal(Wire, FromText("From: a@b\n" + blindCopy + "To: c@d\n\nBcc: in the body\n"));
        Assert.Equal(Wire, FromText("From: a@b\nTo: c@d\n" + blindCopy + "\nBcc: in the body\n"));
    }

    [Theory]
    [InlineData("X-Bcc: x@y")]
    [InlineData("Bccs: x@y")]
    [InlineData("Subject:\r\n Bcc: x@y")]
    public void FromText_FieldThatOnlyLooksLikeBcc_Stays(string field)
    {
        var text = "From: a@b\r\n" + field + "\r\n\r\nBody\r\n";

        Assert.Equal(text, FromText(text));
    }

    [Fact]
    public void FromText_SeveralFieldsOfAKind_AllCount()
    {
        var message = RawMessageReader.FromText(
            "From: a@b\nTo: t1@y\nTo: t2@y,\n t3@y\ncc: c1@y\nCC: c2@y\nBcc: b1@y\nBcc:\nbcc: b2@y\n\nBody\n");

        Assert.Equal(["t1@y", "t2@y, t3@y"], message.To);
        Assert.Equal(["c1@y", "c2@y"], message.Cc);
        Assert.Equal(["b1@y", "b2@y"], message.Bcc);
    }

    [Fact]
    public void FromText_NonAsciiOnlyInBcc_HasNoEightBitHeader()
    {
        var message = RawMessageReader.FromText("From: a@b\nBcc: Jürgen <j@y>\n\nBody\n");

        Assert.False(message.HasEightBitHeader);
        Assert.Equal(["Jürgen <j@y>"], message.Bcc);
    }
}
