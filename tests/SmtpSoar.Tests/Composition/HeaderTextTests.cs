using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Line breaks at the ends of a value, which templates leave there, and those that fold it.</summary>
public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("A subject\r\n", "A subject")]
    [InlineData("A subject\n\n", "A subject")]
    [InlineData("A subject \r\n \t\r\n", "A subject")]
    [InlineData("\r\n\r\nA subject\r\n", "A subject")]
    [InlineData("A subject\r", "A subject")]
    [InlineData("A long\r\n subject", "A long subject")]
    [InlineData("A long\r\n\tsubject\r\n that goes on\r\n", "A long\tsubject that goes on")]
    [InlineData("A long\n subject", "A long subject")]
    [InlineData("Gr\u00FC\u00DFe\r\n aus \u4E16\u754C\r\n", "Gr\u00FC\u00DFe aus \u4E16\u754C")]
    [InlineData("\r\n", "")]
    [InlineData("\r\nBcc: x@example.org", "Bcc: x@example.org")]
    public void Compose_BreakThatEndsOrFolds_IsTakenOut(string given, string expected)
    {
        var inParameter = TestMail.Text();
        inParameter.Subject = given;
        var inHeaders = TestMail.Text();
        inHeaders.Headers = [new HeaderField("Subject", given), new HeaderField("X-Name", given)];

        foreach (var request in new[] { inParameter, inHeaders })
        {
            var message = TestMail.Compose(request);
            var read = TestMail.Read(TestMail.Wire(message));
            Assert.Equal((expected, expected), (message.Subject, read.Subject));
            Assert.Null(read.Headers["Bcc"]);
        }

        Assert.Equal(expected, TestMail.Read(inHeaders).Headers["X-Name"]!.Trim());
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("a\nBcc: x@example.org")]
    [InlineData("a\r b")]
    [InlineData("a\r\n\r\nb")]
    [InlineData("a\r\n b\nc")]
    [InlineData("a\r\r\n b")]
    [InlineData("a\u2028 b")]
    public void Compose_BreakInTheMiddle_IsRefused(string value)
    {
        var inParameter = TestMail.Text();
        inParameter.Subject = value;
        var inHeaders = TestMail.Text();
        inHeaders.Headers = [new HeaderField("X-Name", value)];

        Assert.Equal("SubjectLineBreak", TestMail.Refusal(inParameter).ErrorId);
        Assert.Equal("HeaderValueInvalid", TestMail.Refusal(inHeaders).ErrorId);
    }

    [Fact]
    public void Compose_AddressesAndIdsThatEndInABreak_AreTaken()
    {
        var request = TestMail.Text();
        request.To = ["Ann <ann@example.org>\r\n"];
        request.Headers =
        [
            new HeaderField("Reply-To", "a@example.org,\r\n b@example.org\r\n"),
            new HeaderField("In-Reply-To", "<a@example.org>\n"),
            new HeaderField("References", "<a@example.org>\r\n <b@example.org>\r\n"),
        ];

        var read = TestMail.Read(request);

        Assert.Equal(2, read.ReplyTo.Count);
        Assert.Equal("a@example.org", read.InReplyTo);
        Assert.Equal(2, read.References.Count);
    }
}
