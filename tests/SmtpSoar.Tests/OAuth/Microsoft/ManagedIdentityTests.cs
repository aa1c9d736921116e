using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>The identity of an Azure App Service, whose endpoint the environment names; and no Azure at all.</summary>
[Collection(nameof(ManagedIdentityGroup))]
public sealed class ManagedIdentityTests : IDisposable
{
    private const string Endpoint = "IDENTITY_ENDPOINT";
    private const string Header = "IDENTITY_HEADER";
    private const string Token = """{"access_token":"identity-token","expires_on":"4102444800","resource":"https://outlook.office365.com","token_type":"Bearer","client_id":"x"}""";

    private MicrosoftLogin? _login;
    private ScriptedNetwork? _tcp;

    [Theory]
    [InlineData(null, null)]
    [InlineData("22222222-3333-4444-5555-666666666666", "22222222-3333-4444-5555-666666666666")]
    public async Task Renew_AppService_GivesTheIdentitysToken(string? clientId, string? expected)
    {
        InAppService();
        Start(clientId, ScriptedNetwork.Answer(200, Token));

        var tokens = await _login!.RenewAsync();

        var (url, _) = Assert.Single(_tcp!.Requests);
        Assert.Equal("identity-token", tokens.AccessToken);
        Assert.Equal("https://outlook.office365.com", new BrowserPage(url, 0, "").Parameter("resource"));
        Assert.Equal(expected is not null, url.Query.Contains($"client_id={expected ?? "-"}", StringComparison.Ordinal));
        Assert.Equal("identity-token", _login.Mailer.Kept()!.AccessToken);
    }

    [Fact]
    public async Task Renew_Twice_AsksTwice()
    {
        InAppService();
        Start(null, ScriptedNetwork.Answer(200, Token), ScriptedNetwork.Answer(200, Token.Replace("identity-token", "second-token", StringComparison.Ordinal)));

        await _login!.RenewAsync();

        Assert.Equal("second-token", (await _login.RenewAsync()).AccessToken);
    }

    [Theory]
    [InlineData(400, "HTTP 400")]
    [InlineData(500, "HTTP 500")]
    public async Task Renew_Refused_SaysThatThereIsNone(int status, string words)
    {
        InAppService();
        Start(null, ScriptedNetwork.Answer(status, """{"statusCode":400,"message":"No identity"}"""));

        var failure = await _login!.FailToRenewAsync();

        Assert.Equal("ManagedIdentityUnavailable", failure.ErrorId);
        Assert.Contains(words, failure.Sentence, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.Single(_tcp!.Requests);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    public async Task Renew_NoToken_SaysThatThereIsNone(string body)
    {
        InAppService();
        Start(null, ScriptedNetwork.Answer(200, body));

        Assert.Equal("ManagedIdentityUnavailable", (await _login!.FailToRenewAsync()).ErrorId);
    }

    [Fact]
    public async Task Renew_NoAzure_SaysThatThereIsNone()
    {
        Start(null, _ => throw new HttpRequestException("No route to host"));

        Assert.Equal("ManagedIdentityUnavailable", (await _login!.FailToRenewAsync()).ErrorId);
    }

    [Fact]
    public async Task Renew_NobodyAnswers_EndsWithTheTimeLimit()
    {
        InAppService();
        Start(null, async stop =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new HttpResponseMessage();
        });

        var failure = await _login!.FailToRenewAsync();

        Assert.Equal("ManagedIdentityUnavailable", failure.ErrorId);
        Assert.Contains("does not answer", failure.Sentence, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Endpoint, null);
        Environment.SetEnvironmentVariable(Header, null);
        _login?.Mailer.Dispose();
    }

    private static void InAppService()
    {
        Environment.SetEnvironmentVariable(Endpoint, "http://127.0.0.1:1/msi/token");
        Environment.SetEnvironmentVariable(Header, "header");
    }

    // The well-known address of Azure's metadata is not on this machine, so the network here has no such guard: nothing of it is real.
    private void Start(string? clientId, params Func<CancellationToken, Task<HttpResponseMessage>>[] answers)
    {
        _tcp = new ScriptedNetwork(answers);
        _login = new MicrosoftLogin(
            new SmtpAsset { Server = "127.0.0.1", AuthType = AuthType.OAuth, Username = "app@contoso.com", ClientId = clientId, OAuthFlow = OAuthFlow.ManagedIdentity, TimeoutSec = 1 },
            tcp: _tcp.CreateHandler);
    }
}
