using System;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>What Microsoft refuses, and what users are told.</summary>
public sealed class MicrosoftRefusalTests : MicrosoftScriptedTestBase
{
    [Theory]
    [InlineData("invalid_client", "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value.", "AADSTS7000215: Invalid client secret provided", "not its id")]
    [InlineData("invalid_client", "AADSTS7000222: The provided client secret keys for app 'x' are expired. Visit the Azure portal.", "AADSTS7000222: The provided client secret keys for app 'x' are expired", "has expired")]
    [InlineData("unauthorized_client", "AADSTS700016: Application with identifier 'x' was not found in the directory 'contoso.com'. This can happen.", "AADSTS700016: Application with identifier 'x' was not found in the directory 'contoso.com'", "ClientId")]
    [InlineData("invalid_request", "AADSTS90002: Tenant 'contoso.example' not found. Check it.", "AADSTS90002: Tenant 'contoso.example' not found", "tenant")]
    [InlineData("invalid_scope", "AADSTS1002012: The provided value for scope x is not valid. Client credential flows must have a scope value with /.default.", "AADSTS1002012: The provided value for scope x is not valid", "/.default")]
    [InlineData("invalid_client", "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.]", "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application", "OAuthCertificate")]
    [InlineData("invalid_client", "AADSTS123456789: Something new. More.", "AADSTS123456789: Something new", "ClientSecret")]
    public async Task ClientCredentials_Refused_NamesTheCodeAndTheRemedy(string error, string description, string words, string advice)
    {
        Start(OAuthFlow.ClientCredentials, ScriptedNetwork.Refusal(error, description, 401));

        var failure = await Login.FailToRenewAsync();

        Assert.Equal("OAuthRefused", failure.ErrorId);
        Assert.Contains($"gave no token: {words}.", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("Trace ID", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.Single(TcpConnector.Requests);
    }

    [Theory]
    [InlineData("invalid_grant", "AADSTS700082: The refresh token has expired due to inactivity. The token was issued on x.", "not used for too long")]
    [InlineData("invalid_grant", "AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.", "password")]
    [InlineData("interaction_required", "AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication to access 'x'.", "multifactor")]
    [InlineData("invalid_grant", "Something of the future.", "The refresh token has expired")]
    public async Task Refresh_Refused_EndsTheLogin(string error, string description, string advice)
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Tokens(), ScriptedNetwork.Refusal(error, description));
        await Login.ConnectAsync();

        var failure = await Login.FailToRenewAsync();

        Assert.Equal("OAuthLoginEnded", failure.ErrorId);
        Assert.Contains(advice, failure.Advice, StringComparison.Ordinal);
        Assert.Contains("Connect-SmtpAsset 'office'", failure.Advice, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.NotNull(Login.Mailer.Kept());
    }

    [Fact]
    public async Task Refresh_RefusedTwice_SaysTheSame()
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Tokens(), ScriptedNetwork.Refusal("invalid_grant", "AADSTS700082: The refresh token has expired."));
        await Login.ConnectAsync();

        var first = await Login.FailToRenewAsync();
        var second = await Login.FailToRenewAsync();

        Assert.Equal(first.Sentence, second.Sentence);
        Assert.StartsWith(first.Advice, second.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_LoggedInAgainAfterTheEnd_Works()
    {
        Start(
            OAuthFlow.AuthorizationCode,
            ScriptedNetwork.Tokens(),
            ScriptedNetwork.Refusal("invalid_grant", "AADSTS700082: The refresh token has expired."),
            ScriptedNetwork.Tokens("second-token", "r3fresh-second"),
            ScriptedNetwork.Tokens("third-token", "r3fresh-third"));
        await Login.ConnectAsync();
        await Login.FailToRenewAsync();

        Login.Prompt.Reset();
        await Login.ConnectAsync();

        Assert.Equal("third-token", (await Login.RenewAsync()).AccessToken);
        Assert.Contains("refresh_token=r3fresh-second", TcpConnector.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renew_DamagedCache_IsNoneThatCanBeRead()
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Tokens());
        await Login.ConnectAsync();
        Login.Mailer.Keep(Login.Mailer.Kept()! with { Cache = [1, 2, 3] });

        Assert.Equal("OAuthTokensInvalid", (await Login.FailToRenewAsync()).ErrorId);
    }

    [Fact]
    public async Task Renew_AnotherClock_CountsTheLifeByIt()
    {
        var now = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero);
        Start(OAuthFlow.ClientCredentials, new FakeTimeProvider(now), ScriptedNetwork.Answer(200, """{"token_type":"Bearer","access_token":"t","expires_in":3600}"""));

        var tokens = await Login.RenewAsync();

        Assert.Equal(now, tokens.ObtainedOn);
        Assert.InRange(tokens.ExpiresOn!.Value, now.AddMinutes(59), now.AddMinutes(61));
    }

    [Fact]
    public async Task AuthorizationCode_RefusedForTheCode_IsNoEndOfALogin()
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Refusal("invalid_grant", "AADSTS65001: The user or administrator has not consented to use the application."));

        var failure = await Login.FailToConnectAsync();

        Assert.Equal("OAuthRefused", failure.ErrorId);
        Assert.Contains("consent", failure.Advice, StringComparison.Ordinal);
        Assert.Null(Login.Mailer.Kept());
    }

    [Fact]
    public async Task Secrets_QuotedByTheServer_AreHidden()
    {
        Start(OAuthFlow.ClientCredentials, ScriptedNetwork.Refusal("invalid_client", $"AADSTS7000215: The secret {Secret} is wrong."));

        Assert.DoesNotContain(Secret, (await Login.FailToRenewAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_QuotedByTheServer_IsHidden()
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Refusal("invalid_grant", "AADSTS70000: The code c0de-of-the-login is no good."));

        Assert.DoesNotContain("c0de-of-the-login", (await Login.FailToConnectAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshToken_QuotedByTheServer_IsHidden()
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Tokens(), ScriptedNetwork.Refusal("invalid_grant", "AADSTS70000: The token r3fresh-token is no good."));
        await Login.ConnectAsync();

        Assert.DoesNotContain("r3fresh-token", (await Login.FailToRenewAsync()).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OAuthFlow.AuthorizationCode)]
    [InlineData(OAuthFlow.DeviceCode)]
    public async Task Renew_NobodyHasLoggedIn_NeedsALoginWithoutAnyRequest(OAuthFlow flow)
    {
        Start(flow, ScriptedNetwork.Tokens());

        var failure = await Login.FailToRenewAsync();

        Assert.Equal("OAuthLoginNeeded", failure.ErrorId);
        Assert.Empty(TcpConnector.Requests);
    }
}
