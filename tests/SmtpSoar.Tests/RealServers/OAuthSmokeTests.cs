using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Shows that each flow of the authorization server gives a token, and to whom it gives none.</summary>
public sealed class OAuthSmokeTests
{
    private static OAuthServer Server => MailServers.Current.OAuth;

    [RealServerTheory]
    [InlineData("http", "native")]
    [InlineData("https", "native")]
    [InlineData("microsoft", "native")]
    [InlineData("http", "shortLived")]
    [InlineData("https", "desktop")]
    public async Task AuthorizationCode_ThroughTheLoginPages_GivesTokens(string authority, string client)
    {
        var space = Server.Authorities[authority].NewSpace();

        var tokens = await OAuthRequests.UserTokenAsync(space, Server.Clients[client], space.Mailbox);

        Assert.Equal(200, tokens.Status);
        Assert.NotNull(tokens.RefreshToken);
        Assert.Equal(client == "shortLived" ? 2 : 3600, tokens.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(authority == "microsoft", tokens.Json.TryGetProperty("client_info", out _));
        Assert.Equal(1, await space.TokenRequestsAsync());
    }

    [RealServerFact]
    public async Task AuthorizationCode_WebClient_GivesTokensAtItsOwnRedirectUriOnly()
    {
        var space = Server.Https.NewSpace();

        var tokens = await OAuthRequests.UserTokenAsync(space, Server.Web, space.Mailbox, Server.WebRedirectUri);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => OAuthRequests.UserTokenAsync(space, Server.Web, space.Mailbox));

        Assert.NotNull(tokens.RefreshToken);
        Assert.Contains("invalid_redirect_uri", refused.Message, StringComparison.Ordinal);
    }

    [RealServerFact]
    public async Task AuthorizationCode_Cancelled_EndsWithTheProvidersWords()
    {
        var space = Server.Http.NewSpace();
        using var browser = new HeadlessBrowser(OAuthRequests.RedirectUri);

        var end = await browser.CancelAsync(
            OAuthRequests.AuthorizationUrl(space.Authority, Server.Native, OAuthRequests.RedirectUri, OAuthRequests.Random(), "smtp", "a+b c"));

        Assert.Equal(("access_denied", "a+b c"), (end.Parameter("error"), end.Parameter("state")));
    }

    [RealServerFact]
    public async Task RefreshToken_UsedTwice_RevokesAllTokensOfTheLogin()
    {
        var space = Server.Http.NewSpace();
        var first = await OAuthRequests.UserTokenAsync(space, Server.Native, space.Mailbox);

        var second = await OAuthRequests.RefreshAsync(space, Server.Native, first.RefreshToken!);
        var reused = await OAuthRequests.RefreshAsync(space, Server.Native, first.RefreshToken!);
        var third = await OAuthRequests.RefreshAsync(space, Server.Native, second.RefreshToken!);

        Assert.Equal(200, second.Status);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal((400, "invalid_grant"), (reused.Status, reused.Error));
        Assert.Equal((400, "invalid_grant"), (third.Status, third.Error));
    }

    [RealServerFact]
    public async Task RefreshToken_OfTheClientWithoutRotation_StaysGood()
    {
        var space = Server.Http.NewSpace();
        var first = await OAuthRequests.UserTokenAsync(space, Server.Desktop, space.Mailbox, scope: "https://mail.google.com/");

        var second = await OAuthRequests.RefreshAsync(space, Server.Desktop, first.RefreshToken!);
        var third = await OAuthRequests.RefreshAsync(space, Server.Desktop, first.RefreshToken!);

        Assert.Equal((200, 200), (second.Status, third.Status));
    }

    [RealServerFact]
    public async Task RefreshToken_Revoked_IsRefused()
    {
        var space = Server.Https.NewSpace();
        var tokens = await OAuthRequests.UserTokenAsync(space, Server.Native, space.Mailbox);

        var revoked = await OAuthRequests.PostAsync(space.Authority.Revocation, Server.Native, ("token", tokens.RefreshToken!));
        var refused = await OAuthRequests.RefreshAsync(space, Server.Native, tokens.RefreshToken!);

        Assert.Equal((200, "invalid_grant"), (revoked.Status, refused.Error));
    }

    [RealServerTheory]
    [InlineData("http")]
    [InlineData("microsoft")]
    public async Task DeviceCode_EnteredByThePerson_GivesTokens(string authority)
    {
        var space = Server.Authorities[authority].NewSpace();
        var asked = await AskForDeviceAsync(space);
        using var browser = new HeadlessBrowser();

        var before = await PollAsync(space, asked);
        await browser.LogInAsync(new Uri(asked.Text("verification_uri")!), space.Mailbox, asked.Text("user_code"));
        var after = await PollAsync(space, asked);

        Assert.Equal((400, "authorization_pending"), (before.Status, before.Error));
        Assert.Equal(200, after.Status);
        Assert.Equal(200, (await OAuthRequests.RefreshAsync(space, Server.Native, after.RefreshToken!)).Status);
    }

    [RealServerFact]
    public async Task DeviceCode_Cancelled_IsDenied()
    {
        var space = Server.Https.NewSpace();
        var asked = await AskForDeviceAsync(space);
        using var browser = new HeadlessBrowser();

        await browser.CancelAsync(new Uri(asked.Text("verification_uri_complete")!));

        Assert.Equal("access_denied", (await PollAsync(space, asked)).Error);
    }

    [RealServerFact]
    public async Task ClientCredentials_WrongSecret_AreRefused()
    {
        var space = Server.Http.NewSpace();

        var refused = await OAuthRequests.AppTokenAsync(space, Server.Daemon with { Secret = "wrong" });

        Assert.Equal((401, "invalid_client"), (refused.Status, refused.Error));
    }

    [RealServerFact]
    public async Task ClientCredentials_InTheHeader_GiveAToken()
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "smtp" });
        var login = Encoding.UTF8.GetBytes($"{Server.DaemonBasic.Id}:{Server.DaemonBasic.Secret}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));

        using var response = await http.PostAsync(Server.Https.Token, form);

        Assert.Equal(200, (int)response.StatusCode);
    }

    private static Task<OAuthAnswer> AskForDeviceAsync(OAuthSpace space) =>
        OAuthRequests.PostAsync(space.Authority.DeviceAuthorization, Server.Native, ("scope", "openid offline_access smtp"));

    private static Task<OAuthAnswer> PollAsync(OAuthSpace space, OAuthAnswer asked) => OAuthRequests.PostAsync(
        space.Authority.Token, Server.Native,
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", asked.Text("device_code")!));
}
