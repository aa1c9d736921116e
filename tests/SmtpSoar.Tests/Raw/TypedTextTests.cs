using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class TypedTextTests
{
    [Fact]
    public void FromText_ReadmeExample1_ReadsBackslashNAsLineBreak()
    {
        var wire = FromText(@"to:receiver@testdomain.com\nfrom:sender@testdomain.com\nsubject:Test\n\nThis is body text");

        Assert.Equal("to:receiver@testdomain.com\r\nfrom:sender@testdomain.com\r\nsubject:Test\r\n\r\nThis is body text\r\n", wire);
    }

    [Fact]
    public void FromText_ReadmeExample2_IsLabelledAsUtf8()
    {
        var wire = FromText(
            @"to:receiver@testdomain.com\nfrom:sender@testdomain.com\nContent-type:text/html\nsubject:HTML Test\n\n"
            + "<html><body><h2>This is test</h2><br>This is some üñîçøðé data.</body></html>");

        Assert.Equal(
            "to:receiver@testdomain.com\r\nfrom:sender@testdomain.com\r\nContent-type:text/html; charset=utf-8\r\nsubject:HTML Test\r\n"
            + "MIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + "<html><body><h2>This is test</h2><br>This is some üñîçøðé data.</body></html>\r\n",
            wire);
    }

    [Fact]
    public void FromText_AppExample1WithBlankAfterBreaks_DropsTheBlanks()
    {
        var wire = FromText(@"to: receiver@testdomain.com\n from:sender@testdomain.com\n subject: Test\n\nBody Text");

        Assert.Equal("to: receiver@testdomain.com\r\nfrom:sender@testdomain.com\r\nsubject: Test\r\n\r\nBody Text\r\n", wire);
    }

    [Fact]
    public void FromText_AppExample2WithoutEmptyLine_BeginsBodyAtTheHtml()
    {
        var wire = FromText(
            @"to: receiver@testdomain.com\n from:sender@testdomain.com\n Content-type: text/html\nsubject: HTML Test\n"
            + "<html><body><h2>This is test</h2><br>This is unicode data.</body></html>");

        Assert.EndsWith(
            "\r\nContent-type: text/html\r\nsubject: HTML Test\r\n\r\n<html><body><h2>This is test</h2><br>This is unicode data.</body></html>\r\n",
            wire);
    }

    [Theory]
    [InlineData("<p>Note: all is well")]
    [InlineData("https://example.org/")]
    [InlineData("All is well: nothing to do")]
    [InlineData("All is well.")]
    public void FromText_LineThatIsNoField_BeginsTheBody(string body)
    {
        Assert.Equal("From: a@b\r\n\r\n" + body + "\r\n", FromText(@"From: a@b\n" + body));
    }

    [Fact]
    public void FromText_BlankLineWithBlanks_EndsTheHeader()
    {
        Assert.Equal("From: a@b\r\n\r\n  Body: text\r\n", FromText(@"From: a@b\n \n  Body: text"));
    }

    [Fact]
    public void FromText_FoldedLineThatIsNoField_StaysFolded()
    {
        var message = RawMessageReader.FromText(@"To: a@b,\n  c@d\n Subject: x\n\nBody");

        Assert.Equal("To: a@b,\r\n  c@d\r\nSubject: x\r\n\r\nBody\r\n", WireText(message));
        Assert.Equal(["a@b,  c@d"], message.To);
    }

    [Fact]
    public void FromText_BackslashRBackslashN_IsOneLineBreak()
    {
        var message = RawMessageReader.FromText(@"To: a@b\r\nFrom: c@d\r\n\r\nBody\r\n");

        Assert.Equal("To: a@b\r\nFrom: c@d\r\n\r\nBody\r\n", WireText(message));
        Assert.Equal(["a@b"], message.To);
    }

    [Fact]
    public void FromText_OnlyFields_HasEmptyBody()
    {
        Assert.Equal("From: a@b\r\nSubject: x\r\n\r\n", FromText(@"From: a@b\nSubject: x"));
    }

    [Fact]
    public void FromText_BackslashNBesideRealLineBreaks_StaysAsItIs()
    {
        var text = "From: a@b\r\nSubject: C:\\new\\notes\r\n\r\nC:\\new\\notes\\r\\n\r\n";

        Assert.Equal(text, FromText(text));
    }

    [Theory]
    [InlineData("This is no message")]
    [InlineData(@"  This is no message\nFrom: a@b")]
    [InlineData(@"\n")]
    public void FromText_NoFieldAtTheStart_IsRefused(string text)
    {
        Refused("RawHeaderMissing", text);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n    ")]
    public void FromText_TypedWithOneLineBreakAtItsEnd_IsReadAsTyped(string end)
    {
        var wire = FromText(@"to: a@b\nfrom: c@d\nsubject: x\n\nBody" + end);

        Assert.Equal("to: a@b\r\nfrom: c@d\r\nsubject: x\r\n\r\nBody\r\n", wire);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\n\n  ")]
    public void FromText_TypedBetweenTheQuotesOfAScript_IsReadAsTyped(string start)
    {
        Assert.Equal("to: a@b\r\n\r\nBody\r\n", FromText(start + @"to: a@b\n\nBody" + "\n"));
    }

    [Theory]
    [InlineData("Subject: C:\\new\r\n\r\n", "Subject: C:\\new\r\n\r\n")]
    [InlineData("Subject: C:\\new\n\nC:\\notes", "Subject: C:\\new\r\n\r\nC:\\notes\r\n")]
    public void FromText_MessageWithLineBreaksOfItsOwn_KeepsEachBackslash(string text, string wire)
    {
        Assert.Equal(wire, FromText(text));
    }

    [Fact]
    public void FromText_OneLineWithoutBackslashN_IsNotTyped()
    {
        Refused("RawHeaderEndMissing", "From: a@b\n");
    }
}
