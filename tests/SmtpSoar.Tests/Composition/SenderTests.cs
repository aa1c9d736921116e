using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>The sender: -From, else the From in -Headers, else the asset's SenderAddress, else its Username if that is an address.</summary>
public sealed class SenderTests
{
    [Theory]
    [InlineData("param@example.org", "header@example.org", "asset@example.org", "user@example.org", "param@example.org")]
    [InlineData(null, "header@example.org", "asset@example.org", "user@example.org", "header@example.org")]
    [InlineData("", "header@example.org", null, null, "header@example.org")]
    [InlineData(null, null, "asset@example.org", "user@example.org", "asset@example.org")]
    [InlineData("", null, "", "user@example.org", "user@example.org")]
    [InlineData(null, null, null, "user@example.org", "user@example.org")]
    public void Compose_SeveralSenders_TakesTheFirst(string? parameter, string? header, string? asset, string? user, string expected)
    {
        var request = Request(parameter, header);
        var message = TestMail.Compose(request, new SmtpAsset { Server = "localhost", SenderAddress = asset, Username = user });

        Assert.Equal(expected, message.Sender.Text);
        Assert.Equal(expected, TestMail.Read(TestMail.Wire(message)).From.Mailboxes.Single().Address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("jane")]
    [InlineData("@jane")]
    public void Compose_NoSenderAnywhere_IsAnErrorThatSaysWhereToGiveOne(string? user)
    {
        var error = TestMail.Refusal(Request(null, null), new SmtpAsset { Server = "localhost", Username = user });

        Assert.Equal("SenderMissing", error.ErrorId);
        Assert.Contains("SenderAddress", error.Advice, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("John Doe <john@example.org>", "John Doe <john@example.org>", "john@example.org")]
    [InlineData("John Doe<mailto:john@example.org>", "John Doe <john@example.org>", "john@example.org")]
    [InlineData("<john@example.org>", "john@example.org", "john@example.org")]
    [InlineData("\"Doe, John\" <john@example.org>", "\"Doe, John\" <john@example.org>", "john@example.org")]
    public void Compose_SenderWithName_ShowsItAndSendsTheAddress(string from, string shown, string envelope)
    {
        var message = TestMail.Compose(Request(from, null));

        Assert.Equal($"From: {shown}", TestMail.Field(TestMail.Wire(message), "From"));
        Assert.Equal(envelope, message.Sender.Text);
    }

    [Fact]
    public void Compose_TwoSenders_AreRefused() =>
        Assert.Equal("AddressNotSingle", TestMail.Refusal(Request("a@example.org, b@example.org", null)).ErrorId);

    private static EmailRequest Request(string? from, string? header)
    {
        var request = TestMail.Text();
        request.From = from;
        if (header is not null)
            request.Headers = [new HeaderField("fROM", header)];
        return request;
    }
}
