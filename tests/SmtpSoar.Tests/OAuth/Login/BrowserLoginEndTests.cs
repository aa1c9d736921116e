using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>How a login begins and ends for the person.</summary>
public sealed class BrowserLoginEndTests : BrowserLoginTestBase
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Login_Answered_ShowsThePageOnceAndEndsTheWait()
    {
        Start();
        await GetAsync($"/?code=abc&state={State}");
        await Outcome;

        Assert.Equal(["page, open: False", "300 of 300", "done"], Prompt.Calls);
        Assert.Same(Page, await Prompt.Page);
    }

    [Theory]
    [InlineData(true, "page, open: True")]
    [InlineData(false, "page, open: False")]
    public async Task Login_WithABrowser_OpensItUnlessUnwanted(bool wanted, string expected)
    {
        Uri? opened = null;
        Start(options: new LoginOptions { OpensBrowser = wanted }, browser: new FakeBrowser(page => opened = page));
        await Prompt.Page;

        Assert.Equal(expected, Prompt.Calls[0]);
        Assert.Equal(wanted ? Page : null, opened);
    }

    [Fact]
    public async Task Login_Unanswered_TellsEachSecondAndEndsAtTheLimit()
    {
        Start(options: new LoginOptions { TimeLimit = TimeSpan.FromSeconds(2.5) });
        for (var i = 0; i < 3; i++)
            await Clock.PassAsync(Second);

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => Outcome);

        Assert.Equal("OAuthLoginTimeout", failure.ErrorId);
        Assert.Equal(["page, open: False", "2.5 of 2.5", "1.5 of 2.5", "0.5 of 2.5", "done"], Prompt.Calls);
    }

    [Fact]
    public async Task Answer_AfterTheLimit_IsToldThatTheLoginIsOver()
    {
        Start(options: new LoginOptions { TimeLimit = Second });
        await Clock.PassAsync(Second);
        Assert.Equal("OAuthLoginTimeout", await FailureIdAsync());

        var late = await GetAsync($"/?code=abc&state={State}");
        Close();

        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync($"/?code=abc&state={State}"));
    }

    [Fact]
    public async Task Login_Stopped_EndsAtOnce()
    {
        Start();
        await Prompt.Page;

        Stop();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Outcome);
        Assert.Equal("done", Prompt.Calls[^1]);
    }

    [Fact]
    public async Task Close_WhileSomebodyIsConnected_FreesThePort()
    {
        Start();
        using var silent = new System.Net.Sockets.TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, Login.RedirectUri.Port);
        var port = Login.RedirectUri;

        Close();

        using var again = new LoginSession(Prompt, new LoginOptions { RedirectUri = new Uri(port, "/") }, new OAuthEnvironment()).OpenBrowserLogin("localhost");
        Assert.Equal(port.Port, again.RedirectUri.Port);
    }

    [Fact]
    public async Task Ask_PageWithoutState_IsAMistakeOfOurs()
    {
        using var login = Open();
        await Assert.ThrowsAsync<ArgumentException>(() => login.AskAsync(new Uri("https://login.example.org/?state="), default));
    }
}
