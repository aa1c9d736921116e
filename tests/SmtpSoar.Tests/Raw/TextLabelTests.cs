using System.Text;
using SmtpSoar.Core.Raw;
using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class TextLabelTests
{
    [Fact]
    public void FromText_NonAsciiBodyWithoutContentType_IsLabelled()
    {
        Assert.Equal(
            "From: a@b\r\nContent-Type: text/plain; charset=utf-8\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße 世界\r\n",
            FromText("From: a@b\n\nGrüße 世界\n"));
    }

    [Fact]
    public void FromText_LabelsThatAreThere_StayAsTheyAre()
    {
        Assert.Equal(
            "mime-version:1.0\r\ncontent-transfer-encoding: BINARY\r\nFrom: a@b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nü\r\n",
            FromText("mime-version:1.0\ncontent-transfer-encoding: BINARY\nFrom: a@b\n\nü"));
    }

    [Theory]
    [InlineData("Content-Type: text/html", "Content-Type: text/html; charset=utf-8")]
    [InlineData("Content-Type: text/html;", "Content-Type: text/html; charset=utf-8")]
    [InlineData("Content-type:TEXT/x-log;\n format=flowed", "Content-type:TEXT/x-log;\r\n format=flowed; charset=utf-8")]
    public void FromText_TextWithoutCharset_GetsOne(string given, string labelled)
    {
        Assert.Equal(
            labelled + "\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n\r\nü\r\n", FromText(given + "\n\nü"));
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-8")]
    [InlineData("Content-Type: text/plain; charset=\"UTF8\"")]
    [InlineData("Content-Type: application/json")]
    [InlineData("Content-Type: multipart/mixed; boundary=b")]
    public void FromText_NothingToLabel_StaysAsItIs(string field)
    {
        var text = field + "\r\n\r\n--b\r\n\r\nü\r\n--b--\r\n";

        Assert.Equal(text, FromText(text));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("iso-8859-15")]
    public void FromText_OtherCharset_IsWrittenInIt(string charset)
    {
        var message = RawMessageReader.FromText("Subject: ü\nContent-Type: text/plain; charset=" + charset + "\n\nfür\n");

        var wire = Wire(message);

        Assert.Equal("f\u00FCr\r\n", Encoding.Latin1.GetString(wire, wire.Length - 5, 5));
        Assert.StartsWith("Subject: ü\r\n", Encoding.UTF8.GetString(wire));
        Assert.True(message.HasEightBitHeader);
        Assert.Equal(wire.Length, Render(message).Size);
    }

    [Fact]
    public void FromText_SevenBitCharset_NeedsNoEightBit()
    {
        var message = RawMessageReader.FromText(
            "Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit\n\n世界\n");

        Assert.False(message.HasEightBitBody);
        Assert.EndsWith("\u001B$B@$3&\u001B(B\r\n", WireText(message));
    }

    [Fact]
    public void FromText_NonAsciiOnlyInHeader_GetsNoLabel()
    {
        var message = RawMessageReader.FromText("From: a@b\nSubject: Sübject\n\nBody\n");

        Assert.Equal("From: a@b\r\nSubject: Sübject\r\n\r\nBody\r\n", WireText(message));
        Assert.True(message.HasEightBitHeader);
        Assert.False(message.HasEightBitBody);
    }

    [Theory]
    [InlineData("us-ascii", 0xFC)]
    [InlineData("iso-8859-1", 0x4E16)]
    [InlineData("windows-1252", 0x1F600)]
    public void FromText_CharacterThatTheCharsetLacks_IsRefused(string charset, int codePoint)
    {
        var exception = Refused(
            "RawCharsetTooSmall", "Content-Type: text/plain; charset=" + charset + "\n\n" + char.ConvertFromUtf32(codePoint));

        Assert.Contains($"U+{codePoint:X4}", exception.Message);
        Assert.Contains(charset, exception.Message);
    }

    [Theory]
    [InlineData("no-such-charset")]
    [InlineData("utf-16")]
    [InlineData("utf-7")]
    [InlineData("ibm037")]
    public void FromText_CharsetThatMailTextCantBeWrittenIn_IsRefused(string charset)
    {
        Assert.Contains(charset, Refused("RawCharsetUnknown", "Content-Type: text/plain; charset=" + charset + "\n\nü").Message);
    }

    [Theory]
    [InlineData("7bit")]
    [InlineData("base64")]
    [InlineData("Quoted-Printable")]
    [InlineData("x-unheard-of")]
    public void FromText_TransferEncodingThatForbidsNonAscii_IsRefused(string encoding)
    {
        foreach (var type in new[] { "", "Content-Type: text/html\n", "Content-Type: text/plain; charset=utf-8\n", "Content-Type: multipart/mixed; boundary=b\n" })
        {
            var exception = Refused(
                "RawTransferEncodingContradicts", type + "Content-Transfer-Encoding: " + encoding + "\n\n--b\n\nü\n--b--\n");
            Assert.Contains(encoding, exception.Message);
        }
    }

    [Fact]
    public void FromText_UnreadableContentType_IsRefused()
    {
        Refused("RawContentTypeInvalid", "Content-Type: html\n\nü");
    }

    [Fact]
    public void FromText_LoneSurrogate_IsRefused()
    {
        Assert.Contains("U+D83D", Refused("RawTextInvalid", "From: a@b\n\ncut \uD83D").Message);
    }
}
