using System;
using SmtpSoar.Core.OAuth.Login;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>What is never opened, so that this can be tried anywhere.</summary>
public sealed class SystemBrowserTests
{
    [Theory]
    [InlineData("http://login.example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("calculator:")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:somebody@example.org")]
    [InlineData("https")]
    public void Open_ThatIsNoSecurePage_IsRefused(string page) =>
        Assert.False(new SystemBrowser().Open(new Uri(page, UriKind.RelativeOrAbsolute)));
}
