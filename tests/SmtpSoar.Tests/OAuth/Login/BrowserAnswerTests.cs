using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>What the browser brings back, and what it shows then.</summary>
public sealed class BrowserAnswerTests : BrowserLoginTestBase
{
    [Fact]
    public async Task Answer_WithTheState_IsGivenAndTheBrowserSaysSo()
    {
        Start();

        var answer = await GetAsync($"/?code=abc&state={State}");

        Assert.Equal($"{Login.RedirectUri}?code=abc&state={State}", (await Outcome).AbsoluteUri);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("PowerShell shows whether the login worked", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_AnyPage_CanDoNothingAndIsKeptNowhere()
    {
        Start();

        var answer = await GetAsync($"/?code=abc&state={State}");

        Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var page = await TextAsync(answer);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("abc", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_AsForm_IsGivenAsIfItWereInTheUrl()
    {
        Start();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = "a/b c+d=", ["state"] = State });

        var answer = await SendAsync(HttpMethod.Post, "/", form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"?code=a%2Fb%20c%2Bd%3D&state={State}", (await Outcome).Query);
    }

    [Theory]
    [InlineData("/?code=abc&state=another")]
    [InlineData("/?code=abc")]
    [InlineData("/?code=abc&state=")]
    [InlineData("/?code=abc&state=" + State + "&state=" + State)]
    [InlineData("/?code=abc&state=" + State + "x")]
    [InlineData("/?error=access_denied")]
    [InlineData("/?error=access_denied&state=another")]
    public async Task Answer_WithoutTheState_EndsTheLoginUnused(string answer)
    {
        Start();

        var shown = await GetAsync(answer);

        Assert.Equal("OAuthStateMismatch", await FailureIdAsync());
        Assert.Equal(HttpStatusCode.BadRequest, shown.StatusCode);
        Assert.Contains("does not belong to the login", await TextAsync(shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Refusal_FailsWithTheProvidersWordsAndAdvice()
    {
        Start();

        await GetAsync($"/?error=access_denied&error_description=The%20user%20said%20no.&state={State}");

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => Outcome);
        Assert.Equal("OAuthLoginRefused", failure.ErrorId);
        Assert.Equal("The login of 'anna@example.org' failed: login.example.org says 'access_denied: The user said no'.", failure.Sentence);
        Assert.Contains("cancelled", failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_RefusalWithHtmlAndControls_IsShownAsText()
    {
        Start();

        var shown = await GetAsync($"/?error=x&error_description=%3Cscript%3Ealert(1)%3C/script%3E%0D%0A%1B[31m%22&state={State}");

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => Outcome);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        var page = await TextAsync(shown);
        Assert.Contains("x: &lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u001B', page);
    }

    [Fact]
    public async Task Answer_Second_IsToldThatTheLoginIsOver()
    {
        Start();

        await GetAsync($"/?code=first&state={State}");
        var second = await GetAsync($"/?code=second&state={State}");

        Assert.Contains("code=first", (await Outcome).Query, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
        Assert.Contains("This login is over", await TextAsync(second), StringComparison.Ordinal);
    }
}
