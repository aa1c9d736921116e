using System;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Addresses;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

/// <summary>Addresses that are read without MimeKit's parser are those that it reads the same way.</summary>
public class SimpleAddressTests
{
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    private static readonly string[] Pieces =
    [
        "a", "Z9", "-", "_", ".", "@", "example", "org", "xn--", "XN--bcher-kva", "1", new string('l', 63), new string('m', 64), "\u00e9", " ", "\"", "+", "=?", "\t", "\n", "<", ":", ";", ",", "(", "[",
    ];

    [Theory]
    [InlineData("analyst@example.org")]
    [InlineData("a.b-c_d@sub.example.org")]
    [InlineData("1@2.3")]
    [InlineData("A@B")]
    public void Address_OfWordsAndDots_IsReadAtOnce(string text)
    {
        var mailbox = SimpleAddress.TryParse(text);

        Assert.Equal(text, mailbox?.Address);
        Assert.True(string.IsNullOrEmpty(mailbox!.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("@b")]
    [InlineData("a@b@c")]
    [InlineData(".a@b")]
    [InlineData("a..b@c")]
    [InlineData("a.@b")]
    [InlineData("a@.b")]
    [InlineData("a@b.")]
    [InlineData(" a@b")]
    [InlineData("a@b ")]
    [InlineData("<a@b>")]
    [InlineData("a@b,c@d")]
    [InlineData("a@xn--bcher-kva.example")]
    [InlineData("a@b.XN--bcher-kva")]
    [InlineData("caf\u00e9@example.org")]
    [InlineData("a@b\u00fccher.example")]
    public void Address_OfMore_IsLeftToTheParser(string? text) => Assert.Null(SimpleAddress.TryParse(text));

    [Fact]
    public void Address_WithALabelTooLong_IsLeftToTheParser() => Assert.Null(SimpleAddress.TryParse("a@" + new string('l', 64)));

    [Fact]
    public void Address_OfAnyPieces_IsReadAsTheParserReadsIt()
    {
        var chance = new Random(20);
        var read = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(1, 7)).Select(_ => Pieces[chance.Next(chance.Next(2) == 0 ? 12 : Pieces.Length)]));
            if (SimpleAddress.TryParse(text) is not { } mailbox)
                continue;
            read++;
            Assert.True(InternetAddressList.TryParse(Strict, text, out var parsed), text);
            var other = Assert.IsType<MailboxAddress>(Assert.Single(parsed));
            Assert.Equal(other.Address, mailbox.Address);
            Assert.Equal(other.LocalPart, mailbox.LocalPart);
            Assert.Equal(other.Domain, mailbox.Domain);
            Assert.Equal(other.Name ?? "", mailbox.Name ?? "");
            Assert.Equal(other.Route, mailbox.Route);
            Assert.Equal($"{LocalPart.ToWire(other.LocalPart)}@{DomainName.ToAscii(other.Domain)}", new EnvelopeAddress(mailbox).Text);
        }

        Assert.InRange(read, 300, 20_000);
    }
}
