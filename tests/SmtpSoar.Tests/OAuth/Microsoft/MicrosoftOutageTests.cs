using System;
using System.Diagnostics;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>Microsoft in bad times, and whoever answers in its place.</summary>
public sealed class MicrosoftOutageTests : MicrosoftScriptedTestBase
{
    private const string Html = "<html><body>Proxy</body></html>";

    [Theory]
    [InlineData(503, Html, "text/html", "OAuthUnavailable")]
    [InlineData(500, "", "application/json", "OAuthUnavailable")]
    [InlineData(429, "{\"error\":\"temporarily_unavailable\"}", "application/json", "OAuthUnavailable")]
    [InlineData(200, Html, "text/html", "OAuthAnswerInvalid")]
    [InlineData(200, "{}", "application/json", "OAuthAnswerInvalid")]
    [InlineData(200, "{\"token_type\":\"Bearer\",\"expires_in\":3600}", "application/json", "OAuthAnswerInvalid")]
    [InlineData(200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\\u0001b\",\"expires_in\":3600}", "application/json", "OAuthAnswerInvalid")]
    [InlineData(200, "[1]", "application/json", "OAuthAnswerInvalid")]
    [InlineData(404, Html, "text/html", "OAuthAnswerInvalid")]
    [InlineData(407, Html, "text/html", "OAuthAnswerInvalid")]
    [InlineData(302, "", "text/html", "OAuthAnswerInvalid")]
    public async Task ClientCredentials_OddAnswer_IsToldAtOnce(int status, string body, string type, string errorId)
    {
        Start(OAuthFlow.ClientCredentials, ScriptedNetwork.Answer(status, body, type));

        var failure = await Login.FailToRenewAsync();

        Assert.True(errorId == failure.ErrorId, failure.Message);
        Assert.Contains("localhost:1", failure.Sentence, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.Single(TcpConnector.Requests);
    }

    [Theory]
    [InlineData(OAuthFlow.ClientCredentials)]
    [InlineData(OAuthFlow.DeviceCode)]
    public async Task Login_NoConnection_IsUnreachable(OAuthFlow flow)
    {
        Start(flow, _ => throw new HttpRequestException("Connection refused (localhost:1)"));

        var failure = flow == OAuthFlow.DeviceCode ? await Login.FailToConnectAsync() : await Login.FailToRenewAsync();

        Assert.Equal("OAuthUnreachable", failure.ErrorId);
        Assert.Contains("Connection refused", failure.Sentence, StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(failure.InnerException);
    }

    [Fact]
    public async Task ClientCredentials_NoAnswer_EndsWithTheTimeLimit()
    {
        Start(OAuthFlow.ClientCredentials, NeverAsync);

        var failure = await Login.FailToRenewAsync();

        Assert.Equal("OAuthTimeout", failure.ErrorId);
        Assert.Contains("within 1 s", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_Unavailable_KeepsTheTokensAndWorksLater()
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Tokens(), ScriptedNetwork.Answer(400, "{"), ScriptedNetwork.Tokens("another-token"));
        await Login.ConnectAsync();

        var failure = await Login.FailToRenewAsync();
        var renewed = await Login.RenewAsync();

        Assert.Equal(("OAuthAnswerInvalid", "another-token"), (failure.ErrorId, renewed.AccessToken));
    }

    // Microsoft's library waits a minute before it asks again.
    [Fact]
    public async Task Refresh_Outage_IsToldEachTime()
    {
        Start(OAuthFlow.AuthorizationCode, ScriptedNetwork.Tokens(), ScriptedNetwork.Answer(503, Html, "text/html"));
        await Login.ConnectAsync();

        var first = await Login.FailToRenewAsync();
        var second = await Login.FailToRenewAsync();

        Assert.Equal(("OAuthUnavailable", "OAuthUnavailable", first.Sentence), (first.ErrorId, second.ErrorId, second.Sentence));
        Assert.Contains("was not asked again so soon", second.Advice, StringComparison.Ordinal);
        Assert.Contains("HTTP 503", first.Sentence, StringComparison.Ordinal);
        Assert.Equal("acc3ss-token", Login.Mailer.Kept()!.AccessToken);
    }

    [Fact]
    public async Task DeviceCode_WithoutAPage_IsNoAnswer()
    {
        Start(OAuthFlow.DeviceCode, ScriptedNetwork.Answer(200, "{\"device_code\":\"d\",\"user_code\":\"u\",\"expires_in\":60}"));

        Assert.Equal("OAuthAnswerInvalid", (await Login.FailToConnectAsync()).ErrorId);
    }

    [Fact]
    public async Task Renew_Stopped_IsStoppedAtOnce()
    {
        using var stop = new CancellationTokenSource();
        Start(OAuthFlow.ClientCredentials, async stopped =>
        {
            await stop.CancelAsync();
            return await NeverAsync(stopped);
        });
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Login.Mailer.Source.RenewAsync(stop.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    private static async Task<HttpResponseMessage> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return new HttpResponseMessage();
    }
}
