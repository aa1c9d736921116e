using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.OAuth;

/// <summary>Mails that go with tokens of the real authorization server through Postfix, whose Dovecot checks them.</summary>
public sealed class TokenDeliveryTests
{
    private const int ManyMails = 20;

    private static MailServers Servers => MailServers.Current;

    private static OAuthServer Server => Servers.OAuth;

    [RealServerTheory]
    [InlineData("http", "daemon")]
    [InlineData("https", "daemon")]
    [InlineData("http", "daemonBasic")]
    [InlineData("http", "certificate")]
    [InlineData("https", "certificate")]
    public async Task ClientCredentials_FirstUse_SendsAndKeepsTheToken(string authority, string client)
    {
        var space = Server.Authorities[authority].NewSpace();
        using var mailer = OAuthMailer.For(space, Server.Clients[client], OAuthFlow.ClientCredentials);

        var first = await mailer.DeliverAsync();
        var second = await mailer.DeliverAsync();

        Assert.Equal(("OAuth (XOAUTH2)", "OAuth (XOAUTH2)"), (first.Authentication, second.Authentication));
        Assert.Equal(1, await space.TokenRequestsAsync());
        Assert.Equal([true, true], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerFact]
    public async Task RefreshToken_ExpiredAccessToken_IsRotatedAndSends()
    {
        var space = Server.Https.NewSpace();
        using var mailer = await OAuthMailer.LoggedInAsync(space, Server.Native);
        var before = mailer.Kept()!;
        mailer.Keep(before.AccessToken, before.RefreshToken, DateTimeOffset.UtcNow.AddMinutes(-1));

        var result = await mailer.DeliverAsync();

        var after = mailer.Kept()!;
        Assert.Equal("OAuth (XOAUTH2)", result.Authentication);
        Assert.NotEqual((before.AccessToken, before.RefreshToken), (after.AccessToken, after.RefreshToken));
        Assert.InRange(after.ExpiresOn!.Value, DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.Equal(2, await space.TokenRequestsAsync());
        Assert.Equal([true], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerFact]
    public async Task RefreshToken_WithoutRotation_StaysTheSame()
    {
        var space = Server.Http.NewSpace();
        using var mailer = await OAuthMailer.LoggedInAsync(space, Server.Desktop);
        var before = mailer.Kept()!;
        mailer.Keep(before.AccessToken, before.RefreshToken, DateTimeOffset.UtcNow.AddMinutes(-1));

        await mailer.DeliverAsync();

        Assert.Equal(before.RefreshToken, mailer.Kept()!.RefreshToken);
        Assert.NotEqual(before.AccessToken, mailer.Kept()!.AccessToken);
    }

    [RealServerFact]
    public async Task AccessToken_OfTwoSeconds_CarriesManyMailsWithoutAFailure()
    {
        var space = Server.Http.NewSpace();
        using var mailer = await OAuthMailer.LoggedInAsync(space, Server.ShortLived);

        // Until the token has ended some times, and that is when the server has given others.
        var mails = 0;
        for (; mails < ManyMails || await space.TokenRequestsAsync() < 3; mails++)
            await mailer.DeliverAsync();

        var logins = await Servers.Sasl.Log.LoginsAsync(space.Mailbox);
        Assert.Equal(mails, logins.Count(isGood => isGood));
        Assert.InRange(logins.Count, mails, 2 * mails);
        Assert.DoesNotContain(logins.Zip(logins.Skip(1)), pair => !pair.First && !pair.Second);
    }

    [RealServerTheory]
    [InlineData(OAuthFlow.AuthorizationCode)]
    [InlineData(OAuthFlow.ClientCredentials)]
    public async Task AccessToken_RejectedByTheMailServer_IsReplacedOnce(OAuthFlow flow)
    {
        var space = Server.Http.NewSpace();
        using var mailer = flow == OAuthFlow.AuthorizationCode
            ? await OAuthMailer.LoggedInAsync(space, Server.Native)
            : OAuthMailer.For(space, Server.Daemon, flow);
        mailer.Keep("no-token-of-anybody", mailer.Kept()?.RefreshToken);

        var result = await mailer.DeliverAsync();

        Assert.Equal(1, result.Attempts);
        Assert.Equal([false, true], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerFact]
    public async Task EveryToken_OfAnotherMailbox_IsTriedTwiceAndShownWithTheServersWords()
    {
        var space = Server.Http.NewSpace();
        var user = SmokeClient.UniqueAddress("somebody");
        using var mailer = OAuthMailer.For(space, Server.Daemon, OAuthFlow.ClientCredentials, user);

        var error = await mailer.FailAsync();

        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Contains(user, error.Message);
        Assert.Contains("535", error.Message);
        Assert.Contains("status 401, schemes bearer, scope mail", error.Message);
        Assert.Equal([false, false], await Servers.Sasl.Log.LoginsAsync(user));
    }

    [RealServerFact]
    public async Task UserToken_OfAnotherMailbox_TellsWhoseTokenItIs()
    {
        var space = Server.Http.NewSpace();
        var shared = SmokeClient.UniqueAddress("shared");
        using var mailer = OAuthMailer.For(space, Server.Native, OAuthFlow.AuthorizationCode, shared);
        var answer = await OAuthRequests.UserTokenAsync(space, Server.Native, space.Mailbox, scope: "openid email offline_access smtp");
        mailer.Keep(answer);
        await mailer.Source.RenewAsync(CancellationToken.None);

        var error = await mailer.FailAsync();

        Assert.Equal("TokenRejected", error.ErrorId);
        Assert.Contains($"The token is that of {space.Mailbox}", error.Advice);
    }

    [RealServerFact]
    public async Task RefreshToken_Revoked_SaysThatTheLoginHasEnded()
    {
        var space = Server.Https.NewSpace();
        using var mailer = await OAuthMailer.LoggedInAsync(space, Server.Native);
        mailer.Asset.Name = "pro'duction";
        await OAuthRequests.PostAsync(space.Authority.Revocation, Server.Native, ("token", mailer.Kept()!.RefreshToken!));

        var error = await mailer.FailAsync();

        Assert.Equal("OAuthLoginEnded", error.ErrorId);
        Assert.Contains("invalid_grant", error.Sentence);
        Assert.Contains("Connect-SmtpAsset 'pro''duction'", error.Advice);
        Assert.NotNull(mailer.Kept());
        Assert.Equal([false], await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }

    [RealServerFact]
    public async Task ConnectivityTest_EachTime_GetsANewToken()
    {
        var space = Server.Http.NewSpace();
        using var mailer = OAuthMailer.For(space, Server.Daemon, OAuthFlow.ClientCredentials);

        for (var i = 0; i < 2; i++)
        {
            using var service = mailer.NewMailer();
            var outcome = await service.TestAsync();
            Assert.True(outcome.Error is null, outcome.Error?.ToString());
            var steps = ((SoarConnectivityResult)outcome.Result).Steps;
            Assert.Equal(["Token", "Resolve", "Connect"], steps.Select(step => step.Name).Take(3));
            Assert.Contains(space.Authority.Token.Authority, steps[0].Detail);
        }

        Assert.Equal(2, await space.TokenRequestsAsync());
    }

    [RealServerFact]
    public async Task ManyConnectionsAtOnce_ExpiredToken_RotateTheRefreshTokenOnce()
    {
        var space = Server.Http.NewSpace();
        using var mailer = await OAuthMailer.LoggedInAsync(space, Server.Native);
        var before = mailer.Kept()!;
        mailer.Keep(before.AccessToken, before.RefreshToken, DateTimeOffset.UtcNow.AddMinutes(-1));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(mailer.DeliverAsync)));

        Assert.Equal(2, await space.TokenRequestsAsync());
        Assert.Equal(Enumerable.Repeat(true, 10), await Servers.Sasl.Log.LoginsAsync(space.Mailbox));
    }
}
