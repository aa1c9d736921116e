using System.Linq;
using SmtpSoar.Core.Addresses;
using Xunit;

namespace SmtpSoar.Tests.Addresses;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("a@example.org", "a@example.org")]
    [InlineData("a@example.org,b@example.org", "a@example.org|b@example.org")]
    [InlineData(" a@example.org ,\tb@example.org ", "a@example.org|b@example.org")]
    [InlineData("<a@example.org>", "a@example.org")]
    [InlineData("John Doe <john@example.org>", "John Doe:john@example.org")]
    [InlineData("\"Doe, John\" <john@example.org>", "Doe, John:john@example.org")]
    [InlineData("\"Doe, John\" <john@example.org>, \"Roe, \\\"J\\\"\" <jane@example.org>", "Doe, John:john@example.org|Roe, \"J\":jane@example.org")]
    [InlineData("john@example.org (Doe, John)", "Doe, John:john@example.org")]
    [InlineData("(the boss, really) john@example.org, (a (nested, one)) b@example.org", "john@example.org|b@example.org")]
    [InlineData("\"a,b\"@example.org, c@example.org", "\"a,b\"@example.org|c@example.org")]
    [InlineData("a@[192.0.2.1]", "a@[192.0.2.1]")]
    [InlineData("Zoë <zoe@example.org>", "Zoë:zoe@example.org")]
    [InlineData("=?utf-8?Q?Zo=C3=AB?= <zoe@example.org>", "Zoë:zoe@example.org")]
    public void Parse_AsRfc5322Says_FindsNamesAndAddresses(string list, string expected) => Assert.Equal(expected, Shown(list));

    [Theory]
    [InlineData("Team: a@example.org, \"B, b\" <b@example.org>;", "a@example.org|B, b:b@example.org")]
    [InlineData("Team: a@example.org;, c@example.org", "a@example.org|c@example.org")]
    [InlineData("All: One: a@example.org;, Two: b@example.org, c@example.org;;", "a@example.org|b@example.org|c@example.org")]
    [InlineData("undisclosed-recipients:;", "")]
    public void Parse_Group_FindsItsMembers(string list, string expected) => Assert.Equal(expected, Shown(list));

    [Theory]
    [InlineData("<mailto:a@example.org>", "a@example.org")]
    [InlineData("mailto:a@example.org", "a@example.org")]
    [InlineData("Ann<mailto:a@example.org>", "Ann:a@example.org")]
    [InlineData("Ann <MAILTO:a@example.org>, mailto:b@example.org", "Ann:a@example.org|b@example.org")]
    public void Parse_MailtoLink_FindsTheAddress(string list, string expected) => Assert.Equal(expected, Shown(list));

    [Theory]
    [InlineData("", "")]
    [InlineData(" , ,,", "")]
    [InlineData(",a@example.org,, b@example.org,", "a@example.org|b@example.org")]
    [InlineData("a@example.org,\r\n b@example.org\n,c@example.org", "a@example.org|b@example.org|c@example.org")]
    public void Parse_EmptyItems_AreDropped(string list, string expected) => Assert.Equal(expected, Shown(list));

    [Fact]
    public void Parse_SeveralElements_AreOneList() =>
        Assert.Equal(3, AddressList.Parse(["a@example.org", null, "", "b@example.org, c@example.org"], "-To").Count);

    [Fact]
    public void ParseMailbox_TwoAddresses_AreRefused()
    {
        var error = Assert.Throws<SmtpSoarException>(() => AddressList.ParseMailbox("a@example.org, b@example.org", "-From"));

        Assert.Equal("AddressNotSingle", error.ErrorId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData(",")]
    public void ParseMailbox_Nothing_IsNone(string? text) => Assert.Null(AddressList.ParseMailbox(text, "-From"));

    private static string Shown(string list) => string.Join('|', AddressList.Parse([list], "-To").Mailboxes
        .Select(mailbox => string.IsNullOrEmpty(mailbox.Name) ? mailbox.Address : $"{mailbox.Name}:{mailbox.Address}"));
}
