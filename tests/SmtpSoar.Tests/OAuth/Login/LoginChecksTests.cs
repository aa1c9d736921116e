using System;
using System.Linq;
using SmtpSoar.Core.OAuth.Login;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>What a person is told after a login.</summary>
public sealed class LoginChecksTests
{
    [Theory]
    [InlineData("anna@example.org", "anna@example.org", false)]
    [InlineData("Anna@Example.org", "anna@example.org", false)]
    [InlineData("bob@example.org", "anna@example.org", true)]
    [InlineData("8f2c1", "anna@example.org", false)]
    [InlineData(null, "anna@example.org", false)]
    public void Warnings_User_MustBeTheMailbox(string? user, string mailbox, bool warns)
    {
        var warnings = LoginChecks.Warnings(new OAuthLogin { User = user, Username = mailbox, IsRenewable = true });

        Assert.Equal(warns, warnings.Any(warning => warning.Contains("may send as it", StringComparison.Ordinal)));
    }

    [Fact]
    public void Warnings_NotRenewable_SayWhenItEnds()
    {
        var end = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).ToLocalTime();

        var warning = LoginChecks.Warnings(new OAuthLogin { ExpiresOn = end }).Single();

        Assert.Contains(FormattableString.Invariant($"this login ends at {end:yyyy-MM-dd HH:mm:ss zzz}, and then"), warning, StringComparison.Ordinal);
        Assert.Contains("offline_access", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_NotRenewableWithoutAnEnd_SayThatNobodyKnows() =>
        Assert.Contains("when the provider says so", LoginChecks.Warnings(new OAuthLogin()).Single(), StringComparison.Ordinal);
}
