using System.Linq;
using Xunit;

namespace SmtpSoar.Tests.Composition;

/// <summary>What the message shows, and whom the envelope names.</summary>
public sealed class RecipientTests
{
    [Theory]
    [InlineData("To", "Everybody: a@example.org, b@example.org;", "Everybody: a@example.org, b@example.org;")]
    [InlineData("to", "undisclosed-recipients:;", "undisclosed-recipients:;")]
    [InlineData("Cc", "Shown <shown@example.org>", "Shown <shown@example.org>")]
    [InlineData("Reply-To", "answers@example.org", "answers@example.org")]
    [InlineData("Sender", "Secretary <secretary@example.org>", "Secretary <secretary@example.org>")]
    public void Compose_AddressFieldInHeaders_IsShownButGetsNoMail(string name, string value, string shown)
    {
        var request = TestMail.Text();
        request.Cc = ["cc@example.org"];
        request.ReplyTo = ["reply@example.org"];
        request.Headers = [new HeaderField(name, value)];

        var message = TestMail.Compose(request);

        Assert.Equal(["to@example.org", "cc@example.org"], TestMail.Recipients(message));
        Assert.Equal(shown, TestMail.Field(TestMail.Wire(message), name)!.Split(": ", 2)[1]);
    }

    [Fact]
    public void Compose_Bcc_GetsMailAndLeavesNoTrace()
    {
        var request = TestMail.Text();
        request.Bcc = ["Hidden <hidden@example.org>"];
        request.Headers = [new HeaderField("BCC", "secret@example.org, other@example.org")];

        var message = TestMail.Compose(request);

        Assert.Equal(["to@example.org", "hidden@example.org", "secret@example.org", "other@example.org"], TestMail.Recipients(message));
        Assert.Equal(3, message.Recipients.Count(recipient => recipient.Kind == RecipientKind.Bcc));
        var text = System.Text.Encoding.ASCII.GetString(TestMail.Wire(message));
        Assert.All(new[] { "hidden", "secret", "other" }, name => Assert.DoesNotContain(name, text, System.StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Compose_OnlyBcc_WritesNoEmptyField()
    {
        var request = TestMail.Text();
        request.To = [""];
        request.Bcc = ["a@example.org"];

        var message = TestMail.Compose(request);

        Assert.Equal(["a@example.org"], TestMail.Recipients(message));
        Assert.Null(TestMail.Field(TestMail.Wire(message), "To"));
    }

    [Fact]
    public void Compose_SameMailboxTwice_IsAskedOnceAndShownAsGiven()
    {
        var request = TestMail.Text();
        request.To = ["a@example.org, Ann <a@EXAMPLE.org>"];
        request.Bcc = ["a@example.org", "A@example.org"];

        var message = TestMail.Compose(request);

        Assert.Equal(["a@example.org", "A@example.org"], TestMail.Recipients(message));
        Assert.Equal("To: a@example.org, Ann <a@EXAMPLE.org>", TestMail.Field(TestMail.Wire(message), "To"));
    }

    [Fact]
    public void Compose_NoRecipient_IsAnError()
    {
        var request = TestMail.Text();
        request.To = [" , "];
        request.Headers = [new HeaderField("To", "shown@example.org")];

        Assert.Equal("RecipientMissing", TestMail.Refusal(request).ErrorId);
    }

    [Theory]
    [InlineData("Éric <eric@example.org>, b@example.org", "=?utf-8?B?w4lyaWM=?= <eric@example.org>, b@example.org")]
    [InlineData("\"Doe, Zoë\" <z@example.org>", "=?utf-8?B?RG9lLCBab8Or?= <z@example.org>")]
    [InlineData("Équipe: \"a, b\" <a@example.org>;", "=?utf-8?Q?=C3=89quipe?=: \"a, b\" <a@example.org>;")]
    [InlineData("\"=?utf-8?Q?x?=\" <a@example.org>", "x <a@example.org>")]
    public void Compose_NonAsciiName_IsEncodedAlone(string to, string shown)
    {
        var request = TestMail.Text();
        request.To = [to];

        Assert.Equal($"To: {shown}", TestMail.Field(TestMail.Wire(TestMail.Compose(request)), "To"));
    }

    [Fact]
    public void Compose_SixtyRecipients_AreFolded()
    {
        var request = TestMail.Text();
        request.To = [.. Enumerable.Range(0, 60).Select(number => $"Recipient {number} <recipient{number}@example.org>")];

        var field = TestMail.Field(TestMail.Wire(TestMail.Compose(request)), "To")!;

        Assert.All(field.Split("\r\n"), line => Assert.InRange(line.Length, 1, 78));
    }
}
