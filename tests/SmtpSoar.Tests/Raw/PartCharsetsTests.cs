using Xunit;
using static SmtpSoar.Tests.Raw.RawTestMessages;

namespace SmtpSoar.Tests.Raw;

public sealed class PartCharsetsTests
{
    private const string Header = "From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-8\r\n\r\nü")]
    [InlineData("Content-Type: text/plain\r\n\r\nü")]
    [InlineData("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nü")]
    [InlineData("Content-Type: text/plain; charset=us-ascii\r\n\r\nu")]
    [InlineData("Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n/A==")]
    public void FromText_PartThatUtf8Suits_StaysAsItIs(string part)
    {
        var text = Message(part);

        Assert.Equal(text, FromText(text));
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=iso-8859-1\r\n\r\nü", "iso-8859-1")]
    [InlineData("Content-Type: text/plain; charset=us-ascii\r\n\r\nü", "us-ascii")]
    [InlineData("Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/html; charset=koi8-r\r\n\r\nя\r\n--c--", "koi8-r")]
    [InlineData("Content-Type: message/rfc822\r\n\r\nContent-Type: text/plain; charset=big5\r\n\r\n世", "big5")]
    public void FromText_NonAsciiPartInAnotherCharset_IsRefused(string part, string charset)
    {
        var exception = Refused("RawPartCharsetDiffers", Message(part));

        Assert.Contains(charset, exception.Message);
        Assert.Contains("-Path", exception.Message);
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("quoted-printable")]
    [InlineData("7bit")]
    public void FromText_NonAsciiPartWithEncodingThatForbidsIt_IsRefused(string encoding)
    {
        var exception = Refused(
            "RawTransferEncodingContradicts",
            Message("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\nü"));

        Assert.Contains(encoding, exception.Message);
    }

    // The other part keeps the message's body beyond ASCII, so that every part is looked at.
    private static string Message(string part) =>
        Header + "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nГ\r\n--b\r\n" + part + "\r\n--b--\r\n";
}
