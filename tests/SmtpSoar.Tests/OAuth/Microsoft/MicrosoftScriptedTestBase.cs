using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Tests.RealServers;

namespace SmtpSoar.Tests.OAuth.Microsoft;

/// <summary>An authorization server with Microsoft's paths that says what the test wants. Its tenant is the test's own, since Microsoft's library remembers refusals.</summary>
public abstract class MicrosoftScriptedTestBase : IDisposable
{
    private protected const string Secret = "s3cret-of-the-client";

    private readonly string _authority = $"https://localhost:1/{Guid.NewGuid():N}";
    private MicrosoftLogin? _login;

    private protected ScriptedNetwork TcpConnector { get; private set; } = null!;

    private protected MicrosoftLogin Login => _login!;

    public void Dispose()
    {
        _login?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Start(OAuthFlow flow, params Func<CancellationToken, Task<HttpResponseMessage>>[] answers) => Start(flow, TimeProvider.System, answers);

    private protected void Start(OAuthFlow flow, TimeProvider clock, params Func<CancellationToken, Task<HttpResponseMessage>>[] answers)
    {
        TcpConnector = new ScriptedNetwork(answers);
        _login = new MicrosoftLogin(CreateAsset(flow), CallBackAsync, TcpConnector.CreateHandler, clock);
    }

    private SmtpAsset CreateAsset(OAuthFlow flow) => new()
    {
        Name = "office",
        Server = "127.0.0.1",
        AuthType = AuthType.OAuth,
        Username = "anna@contoso.com",
        ClientId = "11111111-2222-3333-4444-555555555555",
        ClientSecret = flow == OAuthFlow.ClientCredentials ? new NetworkCredential("", Secret).SecurePassword : null,
        AuthUrl = $"{_authority}/oauth2/v2.0/authorize",
        TokenUrl = $"{_authority}/oauth2/v2.0/token",
        OAuthFlow = flow,
        TimeoutSec = 1,
    };

    // A browser whose user has logged in elsewhere already.
    private static async Task CallBackAsync(Uri page)
    {
        var asked = new BrowserPage(page, 0, "");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync($"{asked.Parameter("redirect_uri")!.TrimEnd('/')}/?code=c0de-of-the-login&state={Uri.EscapeDataString(asked.Parameter("state")!)}");
    }
}
