using System;
using System.Threading.Tasks;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>Every flow at the real authorization server, by Microsoft's library; Dovecot judges the tokens.</summary>
public sealed class MicrosoftFlowTests
{
    private static MailServers Servers => MailServers.Current;

    private static OAuthServer Server => Servers.OAuth;

    [RealServerTheory]
    [InlineData("native")]
    [InlineData("desktop")]
    public async Task AuthorizationCode_LoggedIn_SendsBeforeAndAfterARefresh(string client)
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Clients[client], OAuthFlow.AuthorizationCode);

        var shown = await login.ConnectAsync();
        var first = login.Mailer.Kept()!;
        await login.Mailer.DeliverAsync();
        var second = await login.RenewAsync();
        await login.Mailer.DeliverAsync();

        Assert.Equal((space.Mailbox, true), (shown.User, shown.IsRenewable));
        Assert.NotEqual(first.AccessToken, second.AccessToken);
        Assert.NotEqual(first.Cache, second.Cache);
        Assert.Equal(second.AccessToken, login.Mailer.Kept()!.AccessToken);
        Assert.Equal(2, await space.TokenRequestsAsync());
        Assert.Equal([true, true], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerTheory]
    [InlineData("native")]
    [InlineData("desktop")]
    public async Task AuthorizationCode_Page_HasStateAndPkceAndAnswersByQuery(string client)
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Clients[client], OAuthFlow.AuthorizationCode);

        await login.ConnectAsync();

        var page = new BrowserPage(await login.Prompt.Page, 0, "");
        Assert.Equal(("S256", "select_account"), (page.Parameter("code_challenge_method"), page.Parameter("prompt")));
        Assert.True(page.Parameter("code_challenge")!.Length >= 43);
        Assert.True(page.Parameter("state")!.Length >= 32);
        Assert.True(page.Parameter("response_mode") is null or "query");
        Assert.Equal(space.Mailbox, page.Parameter("login_hint"));
        Assert.StartsWith("http://localhost:", page.Parameter("redirect_uri"), StringComparison.Ordinal);
        Assert.Contains("https://outlook.office.com/SMTP.Send", page.Parameter("scope")!.Split(' '));
        Assert.Contains("offline_access", page.Parameter("scope")!.Split(' '));
    }

    [RealServerFact]
    public async Task AuthorizationCode_TwoRefreshes_UseTheRotatedTokenEachTime()
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Native, OAuthFlow.AuthorizationCode);
        await login.ConnectAsync();

        await login.RenewAsync();
        await login.RenewAsync();
        await login.Mailer.DeliverAsync();

        Assert.Equal(3, await space.TokenRequestsAsync());
    }

    [RealServerFact]
    public async Task AuthorizationCode_SharedMailbox_KnowsWhoLoggedIn()
    {
        var space = Server.Microsoft.NewSpace();
        var person = SmokeClient.UniqueAddress("person");
        using var login = MicrosoftLogin.For(space, Server.Native, OAuthFlow.AuthorizationCode, person);

        var shown = await login.ConnectAsync();
        var renewed = await login.RenewAsync();

        Assert.Equal((space.Mailbox, person, person), (shown.Username, shown.User, renewed.User));
    }

    [RealServerFact]
    public async Task AuthorizationCode_Cancelled_SaysSo()
    {
        var space = Server.Microsoft.NewSpace();
        using var login = new MicrosoftLogin(MicrosoftLogin.AssetFor(space, Server.Native, OAuthFlow.AuthorizationCode), async page =>
        {
            using var browser = new HeadlessBrowser();
            await browser.CancelAsync(page);
        });

        Assert.Equal("OAuthLoginRefused", (await login.FailToConnectAsync()).ErrorId);
        Assert.Null(login.Mailer.Kept());
    }

    [RealServerFact]
    public async Task DeviceCode_Typed_SendsBeforeAndAfterARefresh()
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Native, OAuthFlow.DeviceCode);
        using var browser = new HeadlessBrowser();

        var connecting = login.ConnectAsync();
        var (code, page) = await login.Prompt.Code;
        await browser.LogInAsync(page, space.Mailbox, code);
        await connecting;
        await login.Mailer.DeliverAsync();
        await login.RenewAsync();
        await login.Mailer.DeliverAsync();

        Assert.Equal([true, true], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerFact]
    public async Task DeviceCode_Cancelled_SaysSo()
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Native, OAuthFlow.DeviceCode);
        using var browser = new HeadlessBrowser();

        var connecting = login.FailToConnectAsync();
        var (code, page) = await login.Prompt.Code;
        await browser.CancelAsync(page, code);

        Assert.Equal("OAuthRefused", (await connecting).ErrorId);
    }

    [RealServerTheory]
    [InlineData("daemon")]
    [InlineData("certificate")]
    public async Task ClientCredentials_FirstUse_SendsAndKeepsTheToken(string client)
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Clients[client], OAuthFlow.ClientCredentials);

        await login.Mailer.DeliverAsync();
        await login.Mailer.DeliverAsync();

        Assert.Equal(1, await space.TokenRequestsAsync());
        Assert.Null(login.Mailer.Kept()!.Cache);
        Assert.Equal([true, true], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerFact]
    public async Task ClientCredentials_Renewed_AsksAgain()
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Daemon, OAuthFlow.ClientCredentials);

        var first = await login.RenewAsync();
        var second = await login.RenewAsync();

        Assert.NotEqual(first.AccessToken, second.AccessToken);
        Assert.Equal(2, await space.TokenRequestsAsync());
    }

    [RealServerFact]
    public async Task RefreshToken_UsedUpElsewhere_EndsTheLogin()
    {
        var space = Server.Microsoft.NewSpace();
        using var login = MicrosoftLogin.For(space, Server.Native, OAuthFlow.AuthorizationCode);
        await login.ConnectAsync();
        var old = login.Mailer.Kept()!;
        await login.RenewAsync();

        login.Mailer.Keep(old);
        var error = await login.FailToRenewAsync();

        Assert.Equal("OAuthLoginEnded", error.ErrorId);
        Assert.Contains("Connect-SmtpAsset", error.Advice, StringComparison.Ordinal);
    }
}
