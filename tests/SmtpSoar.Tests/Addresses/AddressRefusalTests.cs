using SmtpSoar.Core.Addresses;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

public sealed class AddressRefusalTests
{
    [Theory]
    [InlineData("a@example.org; b@example.org", "'a@example.org; b@example.org'")]
    [InlineData("a@example.org;b@example.org", "'a@example.org;b@example.org'")]
    [InlineData("good@example.org, bad, fine@example.org", "'bad'")]
    [InlineData("good@example.org, a b@example.org", "'a b@example.org'")]
    [InlineData("Doe, John <john@example.org>", "'Doe'")]
    [InlineData("@example.org", "'@example.org'")]
    [InlineData("a@", "'a@'")]
    [InlineData("a@example.org b@example.org", "'a@example.org b@example.org'")]
    [InlineData("Name <a@example.org", "'Name <a@example.org'")]
    [InlineData("\"Name <a@example.org>", "'\"Name <a@example.org>'")]
    [InlineData("John Doe john@example.org", "'John Doe john@example.org'")]
    [InlineData("mailto:", "'mailto:'")]
    [InlineData("<>", "'<>'")]
    [InlineData("Team:", "'Team:'")]
    public void Parse_NoAddress_NamesTheItemAndThePlace(string list, string item)
    {
        var error = Assert.Throws<SmtpSoarException>(() => AddressList.Parse(["first@example.org", list], "-Cc"));

        Assert.Equal("AddressInvalid", error.ErrorId);
        Assert.Contains(item, error.Sentence, System.StringComparison.Ordinal);
        Assert.Contains("-Cc", error.Sentence, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("\"A\nB\" <a@example.org>")]
    [InlineData("a@example\r.org")]
    [InlineData("a\0@example.org")]
    [InlineData("A\u0085B <a@example.org>")]
    [InlineData("A\u2028B <a@example.org>")]
    [InlineData("=?utf-8?Q?A=07_x?= <a@example.org>")]
    public void Parse_LineBreakOrControl_IsRefused(string list)
    {
        var error = Assert.Throws<SmtpSoarException>(() => AddressList.Parse([list], "-To"));

        Assert.Equal("AddressLineBreak", error.ErrorId);
        Assert.DoesNotContain(error.Message, c => char.IsControl(c));
    }

    [Fact]
    public void Parse_LoneSurrogate_IsRefused() =>
        Assert.Equal("TextSurrogate", Assert.Throws<SmtpSoarException>(() => AddressList.Parse(["A\uD83D <a@example.org>"], "-To")).ErrorId);
}
