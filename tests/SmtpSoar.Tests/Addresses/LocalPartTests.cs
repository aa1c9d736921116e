using System.Linq;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

/// <summary>Local parts before the @ (RFC 5321, section 4.1.2).</summary>
public sealed class LocalPartTests
{
    [Theory]
    [InlineData("\"a b\"@example.org", "\"a b\"@example.org")]
    [InlineData("\"a@b\"@example.org", "\"a@b\"@example.org")]
    [InlineData("\"a,b\"@example.org", "\"a,b\"@example.org")]
    [InlineData("\"a>b\"@example.org", "\"a>b\"@example.org")]
    [InlineData("\"a\\\"b\"@example.org", "\"a\\\"b\"@example.org")]
    [InlineData("\"a\\\\b\"@example.org", "\"a\\\\b\"@example.org")]
    [InlineData("\"a\\ b\"@example.org", "\"a b\"@example.org")]
    [InlineData("\"\"@example.org", "\"\"@example.org")]
    [InlineData("\" \"@example.org", "\" \"@example.org")]
    [InlineData("\".a\"@example.org", "\".a\"@example.org")]
    [InlineData("\"a..b\"@example.org", "\"a..b\"@example.org")]
    [InlineData("\"ab\"@example.org", "ab@example.org")]
    [InlineData("\"a.b\"@example.org", "a.b@example.org")]
    [InlineData("\"a b\".c@example.org", "\"a b.c\"@example.org")]
    [InlineData("\"a,mailto:b\"@example.org", "\"a,mailto:b\"@example.org")]
    [InlineData("\"j\u00FC r\"@example.org", "\"j\u00FC r\"@example.org")]
    [InlineData("a+b=c!{}@example.org", "a+b=c!{}@example.org")]
    public void Compose_LocalPart_GoesOutWithTheQuotesItNeeds(string address, string expected)
    {
        var request = TestMail.Text();
        request.To = [address];
        request.Cc = [$"Ann <{address}>, other@example.org"];
        request.ReplyTo = [$"x@example.org, {address}"];
        request.From = address;

        var message = TestMail.Compose(request);
        var wire = TestMail.Wire(message);

        Assert.Equal([expected, "other@example.org"], TestMail.Recipients(message));
        Assert.Equal(expected, message.Sender.Text);
        Assert.Equal(expected, message.Sender.Mailbox.Address);
        Assert.Equal("To: " + expected, TestMail.Field(wire, "To"));
        Assert.Equal($"Cc: Ann <{expected}>, other@example.org", TestMail.Field(wire, "Cc"));
        Assert.Equal(expected, TestMail.Read(wire).To.Mailboxes.Single().Address);
    }

    [Theory]
    [InlineData("a b@example.org")]
    [InlineData("a\"b\"@example.org")]
    [InlineData("\"a\tb\"@example.org")]
    [InlineData("\"a b@example.org")]
    [InlineData("a\u00A0b@example.org")]
    [InlineData("a\u200Bb@example.org")]
    [InlineData("a\u202Eb@example.org")]
    [InlineData("\uFEFFa@example.org")]
    [InlineData("\"a\u3000b\"@example.org")]
    public void Parse_LocalPartThatNoServerMayBeTold_IsRefused(string address) =>
        Assert.Equal("AddressInvalid", Assert.Throws<SmtpSoarException>(() => AddressList.Parse([address], "-To")).ErrorId);

    [Fact]
    public void Compose_SameMailboxQuotedAndNot_IsOneRecipient()
    {
        var request = TestMail.Text();
        request.To = ["\"a\"@example.org", "a@example.org", "\"a b\"@example.org", "\"a\\ b\"@EXAMPLE.org", "\"A b\"@example.org"];

        Assert.Equal(["a@example.org", "\"a b\"@example.org", "\"A b\"@example.org"], TestMail.Recipients(TestMail.Compose(request)));
    }

    [Theory]
    [InlineData("Support (Billing) <b@example.org>", "Support (Billing)")]
    [InlineData("Support (Billing, \"EU\") <b@example.org>", "Support (Billing, \"EU\")")]
    [InlineData("Support (a (nested, one) <x@y>) <b@example.org>", "Support (a (nested, one) <x@y>)")]
    [InlineData("Support(Billing)<b@example.org>", "Support(Billing)")]
    [InlineData("(Billing) <b@example.org>", "(Billing)")]
    [InlineData("Ann (the boss) Lee <b@example.org>", "Ann (the boss) Lee")]
    [InlineData("\"Lee (x)\" (the boss) <b@example.org>", "Lee (x) (the boss)")]
    [InlineData("=?utf-8?Q?B=C3=BCro?= (K\u00F6ln) <b@example.org>", "B\u00FCro (K\u00F6ln)")]
    [InlineData("Ann <b@example.org> (home)", "Ann")]
    [InlineData("b@example.org (Ann)", "Ann")]
    public void Compose_CommentInADisplayName_IsAPartOfTheName(string address, string name)
    {
        var request = TestMail.Text();
        request.To = ["x@example.org, " + address];
        request.Headers = [new HeaderField("Reply-To", address)];

        var read = TestMail.Read(request);

        Assert.Equal((name, "b@example.org"), (read.To.Mailboxes.Last().Name, read.To.Mailboxes.Last().Address));
        Assert.Equal(name, read.ReplyTo.Mailboxes.Single().Name);
    }

    [Theory]
    [InlineData("()")]
    [InlineData("(\\")]
    [InlineData("\\\"")]
    public void Parse_HundredThousandComments_AreAnsweredSoon(string piece)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Record.Exception(() => AddressList.Parse([string.Concat(Enumerable.Repeat(piece, 50_000)) + ": \"<a@example.org>"], "-To"));
        Record.Exception(() => AddressList.Parse([string.Concat(Enumerable.Repeat(piece, 50_000)) + "<a@example.org>"], "-To"));

        Assert.True(watch.Elapsed < System.TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }
}
