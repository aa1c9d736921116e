using System.Net;
using System.Threading.Tasks;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Delivery;

/// <summary>What was refused never goes with something weaker, unless the user said so.</summary>
public sealed class FallbackTests
{
    [Fact]
    public async Task Password_Wrong_NeverGoesWithoutLogin()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        using var mailer = Mailer.For(server, WrongPassword);

        var error = await mailer.FailAsync();

        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Password_WrongWithFallback_GoesWithoutLoginAndWarns()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        using var mailer = Mailer.For(server, WrongPassword);
        mailer.Options.AllowAuthenticationFallback = true;

        var result = await mailer.SucceedAsync();

        Assert.Equal("None", result.Authentication);
        Assert.Equal(1, server.LoginAttempts);
        Assert.Contains("Basic failed", Assert.Single(mailer.Feedback.Warnings));
    }

    [Fact]
    public async Task BasicByName_WrongWithFallback_StillFails()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        using var mailer = Mailer.For(server, WrongPassword);
        mailer.Asset.AuthType = AuthType.Basic;
        mailer.Options.AllowAuthenticationFallback = true;

        Assert.Equal("AuthenticationFailed", (await mailer.FailAsync()).ErrorId);
    }

    [Theory]
    [InlineData(AuthType.Automatic)]
    [InlineData(AuthType.OAuth)]
    public async Task OAuth_WithoutToken_IsSaidBeforeConnecting(AuthType type)
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        using var mailer = Mailer.For(server, asset => UseOAuth(asset, type));

        var error = await mailer.FailAsync();

        Assert.Equal("OAuthLoginNeeded", error.ErrorId);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task OAuth_WithoutTokenButFallback_GoesWithThePasswordAndWarns()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions { Users = Mailer.Users });
        using var mailer = Mailer.For(server, asset => UseOAuth(asset, AuthType.Automatic));
        mailer.Options.AllowAuthenticationFallback = true;

        var result = await mailer.SucceedAsync();

        Assert.StartsWith("Basic", result.Authentication);
        Assert.Contains("OAuth failed", Assert.Single(mailer.Feedback.Warnings));
    }

    private static void WrongPassword(SmtpAsset asset) => (asset.Username, asset.Password) = (Mailer.User, new NetworkCredential("", "wr0ng-one").SecurePassword);

    private static void UseOAuth(SmtpAsset asset, AuthType type)
    {
        Mailer.LogIn(asset);
        asset.AuthType = type;
        asset.ClientId = "client";
        asset.ClientSecret = new NetworkCredential("", Mailer.Password).SecurePassword;
        asset.AuthUrl = "https://127.0.0.1:1/authorize";
        asset.TokenUrl = "https://127.0.0.1:1/token";
    }
}
