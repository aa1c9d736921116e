using System.Linq;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

public sealed class InternationalAddressTests
{
    [Theory]
    [InlineData("a@bücher.example", "a@xn--bcher-kva.example")]
    [InlineData("a@xn--bcher-kva.example", "a@xn--bcher-kva.example")]
    [InlineData("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah")]
    public void Compose_InternationalDomain_IsPunycodeInHeaderAndEnvelope(string address, string punycode)
    {
        var request = TestMail.Text();
        request.To = [$"Ann <{address}>"];
        request.From = address;

        var message = TestMail.Compose(request);
        var wire = TestMail.Wire(message);

        Assert.Equal(punycode, message.Sender.Text);
        Assert.Equal([punycode], TestMail.Recipients(message));
        Assert.Equal($"To: Ann <{punycode}>", TestMail.Field(wire, "To"));
        Assert.Equal($"From: {punycode}", TestMail.Field(wire, "From"));
        Assert.Null(message.InternationalAddress);
    }

    [Fact]
    public void Compose_SameDomainInBothForms_IsOneRecipient()
    {
        var request = TestMail.Text();
        request.To = ["a@bücher.example", "a@XN--bcher-KVA.example", "a@BÜCHER.example"];

        Assert.Equal(["a@xn--bcher-kva.example"], TestMail.Recipients(TestMail.Compose(request)));
    }

    [Fact]
    public void Compose_NonAsciiLocalPart_WritesTheHeaderAsUtf8()
    {
        var request = TestMail.Text();
        request.To = ["Jürgen <jürgen@bücher.example>"];

        var message = TestMail.Compose(request);
        var wire = TestMail.Wire(message);

        Assert.True(message.Image.HasEightBitHeader);
        Assert.StartsWith("jürgen@", message.InternationalAddress, System.StringComparison.Ordinal);
        Assert.Equal("jürgen@bücher.example", TestMail.Read(wire).To.Mailboxes.Single().Address);
        Assert.StartsWith("To: =?utf-8?Q?J=C3=BCrgen?= <jürgen@xn--bcher-kva.example>", TestMail.Field(wire, "To"), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-To")]
    [InlineData("-From")]
    [InlineData("-ReplyTo")]
    public void Compose_NonAsciiLocalPartNotAllowed_IsRefusedByName(string place)
    {
        var request = TestMail.Text();
        if (place == "-To")
            request.To = ["jürgen@example.org"];
        else if (place == "-From")
            request.From = "jürgen@example.org";
        else
            request.ReplyTo = ["jürgen@example.org"];
        var asset = TestMail.Asset;
        asset.AllowSmtpUtf8 = false;

        var error = TestMail.Refusal(request, asset);

        Assert.Equal("SmtpUtf8NotAllowed", error.ErrorId);
        Assert.Contains("jürgen@example.org", error.Sentence, System.StringComparison.Ordinal);
        Assert.Contains("AllowSmtpUtf8", error.Advice, System.StringComparison.Ordinal);
    }

    [Fact]
    public void EnvelopeAddress_DomainThatIsNoDomain_IsRefused()
    {
        var mailbox = new MimeKit.MailboxAddress("", "a@ü" + new string('x', 70) + ".example");

        Assert.Equal("AddressInvalid", Assert.Throws<SmtpSoarException>(() => new EnvelopeAddress(mailbox)).ErrorId);
    }

    [Fact]
    public void EnvelopeAddress_InternationalDomain_HasItsMappedFormForSmtpUtf8()
    {
        var address = new EnvelopeAddress(AddressList.ParseMailbox("jürgen@BÜCHER。example", "-To")!);

        Assert.Equal(("jürgen@xn--bcher-kva.example", "jürgen@bücher.example"), (address.Text, address.Mailbox.Address));
    }

    [Fact]
    public void Compose_NonAsciiDisplayName_NeedsNoSmtpUtf8()
    {
        var request = TestMail.Text();
        request.To = ["Jürgen <j@example.org>"];

        Assert.False(TestMail.Compose(request).Image.HasEightBitHeader);
    }
}
