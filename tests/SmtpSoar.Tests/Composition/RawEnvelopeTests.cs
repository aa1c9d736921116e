using System;
using System.Threading;
using SmtpSoar.Core.Composition;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>Who a raw mail is from and to.</summary>
public sealed class RawEnvelopeTests
{
    [Theory]
    [InlineData("From: a@example.org\nTo: b@example.org, c@example.org\nCc: d@example.org", "a@example.org", "b@example.org|c@example.org|d@example.org")]
    [InlineData("From: =?utf-8?Q?Doe=2C_Zo=C3=AB?= <a@example.org>\nTo: =?utf-8?B?w4lyaWM=?= <b@example.org>, =?iso-8859-1?Q?=E9?= <c@example.org>", "a@example.org", "b@example.org|c@example.org")]
    [InlineData("From: \"Doe, John\" <a@example.org>\nTo: \"Roe, Jane\"\n <b@example.org>,\n\tc@example.org", "a@example.org", "b@example.org|c@example.org")]
    [InlineData("From: Jörg <a@bücher.example>\nTo: b@bücher.example", "a@xn--bcher-kva.example", "b@xn--bcher-kva.example")]
    [InlineData("From: a@example.org\nTo: undisclosed-recipients:;\nBcc: b@example.org", "a@example.org", "b@example.org")]
    [InlineData("From: a@example.org\nTo: b@example.org\nTo: c@example.org\nBcc:\nBcc: B@EXAMPLE.org, b@EXAMPLE.ORG", "a@example.org", "b@example.org|c@example.org|B@EXAMPLE.org")]
    [InlineData("From: a@example.org, x@example.org\nSender: s@example.org\nTo: b@example.org", "s@example.org", "b@example.org")]
    [InlineData("From: a@example.org, x@example.org\nTo: b@example.org", "a@example.org", "b@example.org")]
    [InlineData("From: a@example.org\nSender: s@example.org\nTo: b@example.org", "a@example.org", "b@example.org")]
    public void Compose_RawMail_TakesTheEnvelopeFromTheFields(string header, string sender, string recipients)
    {
        var message = Compose(header);

        Assert.Equal(sender, message.Sender.Text);
        Assert.Equal(recipients, string.Join('|', TestMail.Recipients(message)));
    }

    [Fact]
    public void Compose_EnvelopeGiven_OverridesTheFields()
    {
        var request = Request("From: nobody\nTo: a; b");
        request.EnvelopeFrom = "Bounces <bounces@example.org>";
        request.EnvelopeTo = ["x@example.org, y@example.org", "x@example.org"];

        var message = Compose(request);

        Assert.Equal("bounces@example.org", message.Sender.Text);
        Assert.Equal(["x@example.org", "y@example.org"], TestMail.Recipients(message));
        Assert.All(message.Recipients, recipient => Assert.Equal(RecipientKind.Envelope, recipient.Kind));
    }

    [Theory]
    [InlineData("To: b@example.org", "RawSenderMissing")]
    [InlineData("From: \nTo: b@example.org", "RawSenderMissing")]
    [InlineData("From: a@example.org", "RawRecipientMissing")]
    [InlineData("From: a@example.org\nTo: undisclosed-recipients:;", "RawRecipientMissing")]
    [InlineData("From: a@example.org\nTo: b@example.org; c@example.org", "AddressInvalid")]
    [InlineData("From: nobody\nTo: b@example.org", "AddressInvalid")]
    public void Compose_NoSenderOrRecipient_IsAnErrorThatSaysWhich(string header, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<SmtpSoarException>(() => Compose(header)).ErrorId);

    [Fact]
    public void Compose_NonAsciiLocalPart_NeedsSmtpUtf8()
    {
        const string Header = "From: a@example.org\nTo: jürgen@example.org";
        var asset = TestMail.Asset;
        asset.AllowSmtpUtf8 = false;

        Assert.Equal("jürgen@example.org", Compose(Header).InternationalAddress);
        Assert.Equal("SmtpUtf8NotAllowed", Assert.Throws<SmtpSoarException>(() => Compose(Request(Header), asset)).ErrorId);
    }

    private static RawEmailRequest Request(string header) => new() { Text = header + "\nSubject: =?utf-8?Q?=C3=A9?=\n\nBody\n" };

    private static ComposedMessage Compose(string header) => Compose(Request(header));

    private static ComposedMessage Compose(RawEmailRequest request, SmtpAsset? asset = null)
    {
        var message = new MessageFactory(asset ?? TestMail.Asset, TimeProvider.System).Create(request, CancellationToken.None);
        Assert.Equal("é", message.Subject);
        return message;
    }
}
