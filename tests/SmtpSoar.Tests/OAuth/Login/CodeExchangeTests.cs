using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Web;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.Secrets;
using SmtpSoar.Core.Secrets.Protection;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>The way of a code from the browser to the token endpoint.</summary>
public sealed class CodeExchangeTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly TokenEndpointStub _endpoint = new();

    [Theory]
    [InlineData("4/0AbCd+ef==")]
    [InlineData("M.C5 a&b=c%2F~é")]
    public async Task Code_WithAnyCharacters_ReachesTheTokenEndpointAsItIs(string code)
    {
        await ConnectAsync($"code={Uri.EscapeDataString(code)}");

        Assert.Equal(code, _endpoint.Asked["code"]);
        Assert.StartsWith("http://127.0.0.1:", _endpoint.Asked["redirect_uri"], StringComparison.Ordinal);
        Assert.NotEmpty(_endpoint.Asked["code_verifier"]);
    }

    [Theory]
    [InlineData("iss=nobody")]
    [InlineData("code=a&code=b")]
    public async Task Answer_WithoutOneCode_IsNoAnswer(string answer)
    {
        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => ConnectAsync(answer));

        Assert.Equal("OAuthAnswerInvalid", failure.ErrorId);
        Assert.Empty(_endpoint.Asked);
    }

    public void Dispose()
    {
        _http.Dispose();
        _endpoint.Dispose();
        _data.Dispose();
    }

    private Task<OAuthLogin> ConnectAsync(string answer)
    {
        var environment = new OAuthEnvironment
        {
            Store = () => new ProtectedStore(_data.Path, null, (folder, wait) => [Protectors.WithKeyFile(folder, wait)]),
            Browser = new FakeBrowser(page => Answer(page, answer)),
            Handler = _ => _endpoint,
        };
        var asset = new SmtpAsset
        {
            Server = "smtp.example.org",
            Username = "anna@example.org",
            ClientId = "client",
            AuthUrl = "https://login.example.org/authorize",
            TokenUrl = "https://login.example.org/token",
            OAuthFlow = OAuthFlow.AuthorizationCode,
        };
        return new OAuthLogins(asset, environment).ConnectAsync(new RecordingPrompt(), new LoginOptions(), CancellationToken.None);
    }

    private void Answer(Uri page, string answer)
    {
        var asked = HttpUtility.ParseQueryString(page.Query);
        _ = _http.GetAsync(new Uri($"{asked["redirect_uri"]}?{answer}&state={asked["state"]}"));
    }

    private sealed class TokenEndpointStub : HttpMessageHandler
    {
        public Dictionary<string, string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
            foreach (var name in form.AllKeys)
                Asked[name!] = form[name]!;
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("{ \"access_token\": \"t\", \"token_type\": \"Bearer\", \"expires_in\": 3600 }", Encoding.UTF8, "application/json"),
            };
        }
    }
}
