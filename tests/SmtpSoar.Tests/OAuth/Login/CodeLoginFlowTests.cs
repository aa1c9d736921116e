using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>Logins by browser at a real authorization server, and what Postfix says to their tokens.</summary>
public sealed class CodeLoginFlowTests
{
    private readonly RecordingPrompt _prompt = new();

    private static OAuthServer Server => MailServers.Current.OAuth;

    [RealServerTheory]
    [InlineData("http", "native")]
    [InlineData("https", "native")]
    [InlineData("http", "desktop")]
    public async Task Login_ByBrowser_KeepsTokensThatPostfixTakes(string authority, string client)
    {
        var space = Server.Authorities[authority].NewSpace();
        using var mailer = OAuthMailer.For(space, Server.Clients[client], OAuthFlow.AuthorizationCode);
        using var person = new LoginPerson((browser, page) => browser.LogInAsync(page, space.Mailbox));

        var login = await ConnectAsync(mailer, person, new LoginOptions());

        Assert.Contains("PowerShell shows whether the login worked", (await person.End).Text, StringComparison.Ordinal);
        Assert.Equal((space.Mailbox, OAuthFlow.AuthorizationCode, true), (login.Username, login.Flow, login.IsRenewable));
        Assert.Equal(space.Authority.Token.Authority, login.Authority);
        Assert.NotNull(mailer.Kept()!.RefreshToken);
        Assert.Equal("success", (await mailer.DeliverAsync()).Status);
        Assert.Equal(1, await space.TokenRequestsAsync());
    }

    [RealServerFact]
    public async Task Login_ByBrowser_UsesProofKeyAndStateOfItsOwn()
    {
        var space = Server.Http.NewSpace();
        using var mailer = OAuthMailer.For(space, Server.Native, OAuthFlow.AuthorizationCode);
        using var first = new LoginPerson((browser, page) => browser.LogInAsync(page, space.Mailbox));
        using var second = new LoginPerson((browser, page) => browser.LogInAsync(page, space.Mailbox));

        await ConnectAsync(mailer, first, new LoginOptions());
        _prompt.Reset();
        await ConnectAsync(mailer, second, new LoginOptions());

        Assert.Equal("S256", first.Asked("code_challenge_method"));
        Assert.Equal(43, first.Asked("code_challenge")!.Length);
        Assert.NotEqual(first.Asked("code_challenge"), second.Asked("code_challenge"));
        Assert.True(first.Asked("state")!.Length >= 43);
        Assert.NotEqual(first.Asked("state"), second.Asked("state"));
        Assert.Equal(space.Mailbox, first.Asked("login_hint"));
    }

    [RealServerTheory]
    [InlineData("localhost", "/oauth/callback")]
    [InlineData("[::1]", "/callback")]
    [InlineData("127.0.0.1", "/")]
    public async Task Login_ChosenRedirectUri_ComesBackThere(string host, string path)
    {
        var space = Server.Http.NewSpace();
        using var mailer = OAuthMailer.For(space, Server.Native, OAuthFlow.AuthorizationCode);
        using var person = new LoginPerson((browser, page) => browser.LogInAsync(page, space.Mailbox));
        var chosen = new Uri($"http://{host}:{FreePort()}{path}");

        await ConnectAsync(mailer, person, new LoginOptions { RedirectUri = chosen });

        Assert.StartsWith(chosen.OriginalString + "?", (await person.End).Url.OriginalString, StringComparison.Ordinal);
        Assert.NotNull(mailer.Kept());
    }

    [RealServerFact]
    public async Task Login_Cancelled_FailsWithTheProvidersWordsAndKeepsNothing()
    {
        var space = Server.Http.NewSpace();
        using var mailer = OAuthMailer.For(space, Server.Native, OAuthFlow.AuthorizationCode);
        using var person = new LoginPerson((browser, page) => browser.CancelAsync(page));

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => ConnectAsync(mailer, person, new LoginOptions()));

        Assert.Equal("OAuthLoginRefused", failure.ErrorId);
        Assert.StartsWith($"The login of '{space.Mailbox}' failed: {space.Authority.Url.Authority} says 'access_denied: ", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("access_denied", (await person.End).Text, StringComparison.Ordinal);
        Assert.Null(mailer.Kept());
        Assert.Equal(0, await space.TokenRequestsAsync());
        Assert.Equal("done", _prompt.Calls[^1]);
    }

    [RealServerFact]
    public async Task Login_WithoutOfflineAccess_CantBeRenewed()
    {
        var space = Server.Http.NewSpace();
        using var mailer = OAuthMailer.For(space, Server.Native, OAuthFlow.AuthorizationCode);
        mailer.Asset.Scopes = ["openid", "smtp"];
        using var person = new LoginPerson((browser, page) => browser.LogInAsync(page, space.Mailbox));

        var login = await ConnectAsync(mailer, person, new LoginOptions());

        Assert.False(login.IsRenewable);
        Assert.NotNull(login.ExpiresOn);
    }

    [RealServerFact]
    public async Task Login_Again_ReplacesWhatWasKept()
    {
        var space = Server.Http.NewSpace();
        using var mailer = await OAuthMailer.LoggedInAsync(space, Server.Native);
        var before = mailer.Kept()!;
        using var person = new LoginPerson((browser, page) => browser.LogInAsync(page, space.Mailbox));

        await ConnectAsync(mailer, person, new LoginOptions());

        Assert.NotEqual(before.AccessToken, mailer.Kept()!.AccessToken);
        Assert.NotEqual(before.RefreshToken, mailer.Kept()!.RefreshToken);
    }

    [RealServerFact]
    public async Task Connect_WithoutAPerson_RenewsWhatIsKept()
    {
        var space = Server.Http.NewSpace();
        using var mailer = await OAuthMailer.LoggedInAsync(space, Server.Native);
        var before = mailer.Kept()!;

        var login = await new OAuthLogins(mailer.Asset, mailer.Environment).ConnectAsync(null, new LoginOptions(), CancellationToken.None);

        Assert.True(login.IsRenewable);
        Assert.NotEqual(before.AccessToken, mailer.Kept()!.AccessToken);
    }

    private Task<OAuthLogin> ConnectAsync(OAuthMailer mailer, LoginPerson person, LoginOptions options)
    {
        var environment = new OAuthEnvironment { Store = mailer.Environment.Store, Browser = person };
        return new OAuthLogins(mailer.Asset, environment).ConnectAsync(_prompt, options, CancellationToken.None);
    }

    private static int FreePort()
    {
        using var login = new LoginSession(new RecordingPrompt(), new LoginOptions(), new OAuthEnvironment()).OpenBrowserLogin("localhost");
        return login.RedirectUri.Port;
    }
}
