using System.Linq;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

/// <summary>Domains behind the @, held against RFC 5321 and RFC 5891 after the mapping of international names.</summary>
public sealed class DomainTests
{
    [Theory]
    [InlineData("attacker@evil.example\uFF1E.corp.example")]
    [InlineData("a@b\uFF20c.example")]
    [InlineData("a@b\uFE50c.example")]
    [InlineData("a@b\u3000c.example")]
    [InlineData("a@b.example\uFF1E")]
    [InlineData("a@\uFF1Cb.example")]
    [InlineData("a@x\u2100y.example")]
    [InlineData("a@x\u33C2y.example")]
    [InlineData("a@x\u2024y.ex\u00E4mple")]
    [InlineData("a@my_d\u00F6main.example")]
    [InlineData("a@\u00FC\u3002\u3002example")]
    public void Parse_DomainThatIsNoneAfterTheMapping_IsRefused(string address)
    {
        foreach (var written in new[] { address, $"<{address}>", $"Ann <{address}>", $"Team: {address};" })
            Assert.Equal("AddressInvalid", Refusal(written).ErrorId);
    }

    [Theory]
    [InlineData("a@[127.0.0.1>,<b@c.org]")]
    [InlineData("a@[127.0.0.1> SIZE=1]")]
    [InlineData("a@[]")]
    [InlineData("a@[1.2.3]")]
    [InlineData("a@[1.2.3.256]")]
    [InlineData("a@[1.2.3.4.5]")]
    [InlineData("a@[IPv6:::1%lo]")]
    [InlineData("a@[IPv6:1.2.3.4]")]
    [InlineData("a@[IPv6:x]")]
    [InlineData("a@[::1]")]
    [InlineData("a@[tag:content]")]
    [InlineData("a@[ex\u00E4mple]")]
    [InlineData("a@[localhost]")]
    public void Parse_LiteralThatIsNone_IsRefused(string address) => Assert.Equal("AddressInvalid", Refusal(address).ErrorId);

    [Theory]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@[ 192.0.2.255 ]", "a@[192.0.2.255]")]
    [InlineData("a@[IPv6:2001:db8::1]")]
    [InlineData("a@[ipv6:::ffff:192.0.2.1]")]
    [InlineData("a@my_domain.local")]
    [InlineData("a@ex-.com")]
    [InlineData("a@-ex.com")]
    [InlineData("a@localhost")]
    [InlineData("a@example.org.", "a@example.org")]
    [InlineData("a@B\u00DCCHER.example", "a@xn--bcher-kva.example")]
    [InlineData("a@b\u00FCcher\u3002example", "a@xn--bcher-kva.example")]
    [InlineData("a@XN--bcher-KVA.example")]
    [InlineData("a@\uFF45xample.org", "a@example.org")]
    public void Parse_DomainInUse_GoesOutInAscii(string address, string? expected = null) =>
        Assert.Equal(expected ?? address, new EnvelopeAddress(AddressList.ParseMailbox(address, "-To")!).Text);

    [Theory]
    [InlineData(63, 1, true)]
    [InlineData(64, 1, false)]
    [InlineData(63, 4, true)]
    [InlineData(63, 5, false)]
    public void Parse_LongDomain_IsHeldToItsLimits(int label, int labels, bool isPossible)
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('x', label), labels));
        var thrown = Record.Exception(() => AddressList.Parse(["a@" + domain], "-To"));

        Assert.Equal(isPossible ? null : "AddressInvalid", (thrown as SmtpSoarException)?.ErrorId);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(70)]
    public void Parse_InternationalLabelThatIsTooLongInAscii_IsRefused(int length) =>
        Assert.Equal("AddressInvalid", Refusal("a@\u00FC" + new string('x', length) + ".example").ErrorId);

    [Theory]
    [InlineData("To")]
    [InlineData("Cc")]
    [InlineData("Bcc")]
    [InlineData("From")]
    [InlineData("ReplyTo")]
    [InlineData("ReadReceiptTo")]
    [InlineData("Sender")]
    [InlineData("Resent-To")]
    [InlineData("asset")]
    public void Compose_BadDomainInAnyPlace_IsRefused(string place)
    {
        const string Bad = "x@evil.example\uFF1E.example";
        var (request, asset) = (TestMail.Text(), TestMail.Asset);
        switch (place)
        {
            case "To": request.To = [Bad]; break;
            case "Cc": request.Cc = [Bad]; break;
            case "Bcc": request.Bcc = [Bad]; break;
            case "From": request.From = Bad; break;
            case "ReplyTo": request.ReplyTo = [Bad]; break;
            case "ReadReceiptTo": request.ReadReceiptTo = [Bad]; break;
            case "asset": asset.SenderAddress = Bad; break;
            default: request.Headers = [new HeaderField(place, Bad)]; break;
        }

        Assert.Equal("AddressInvalid", TestMail.Refusal(request, asset).ErrorId);
    }

    private static SmtpSoarException Refusal(string address) => Assert.Throws<SmtpSoarException>(() => AddressList.Parse([address], "-To"));
}
