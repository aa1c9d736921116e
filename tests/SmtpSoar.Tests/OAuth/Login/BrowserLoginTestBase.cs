using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Login;
using Xunit;

namespace SmtpSoar.Tests.OAuth.Login;

/// <summary>A login that waits for its browser, and that browser.</summary>
public abstract class BrowserLoginTestBase : IDisposable
{
    private protected const string State = "state-of-this-login";

    private protected static readonly Uri Page =
        new($"https://login.example.org/authorize?client_id=c&login_hint=anna%40example.org&state={State}");

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource _stop = new();
    private BrowserLogin? _login;

    private protected SignallingClock Clock { get; } = new();

    private protected RecordingPrompt Prompt { get; } = new();

    private protected BrowserLogin Login => _login!;

    /// <summary>What becomes of the login.</summary>
    private protected Task<Uri> Outcome { get; private set; } = Task.FromResult(Page);

    private protected BrowserLogin Open(string host = "127.0.0.1", LoginOptions? options = null, IBrowserLauncher? browser = null)
    {
        var environment = new OAuthEnvironment { Clock = Clock, Browser = browser ?? new FakeBrowser() };
        return _login = new LoginSession(Prompt, options ?? new LoginOptions(), environment).OpenBrowserLogin(host);
    }

    private protected void Start(string host = "127.0.0.1", LoginOptions? options = null, IBrowserLauncher? browser = null) =>
        Outcome = Open(host, options, browser).AskAsync(Page, _stop.Token);

    private protected void Stop() => _stop.Cancel();

    private protected void Close() => _login?.Dispose();

    private protected Task<HttpResponseMessage> GetAsync(string pathAndQuery) => _http.GetAsync(new Uri(Login.RedirectUri, pathAndQuery));

    private protected Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? content = null) =>
        _http.SendAsync(new HttpRequestMessage(method, new Uri(Login.RedirectUri, pathAndQuery)) { Content = content });

    private protected async Task<string> FailureIdAsync() => (await Assert.ThrowsAsync<SmtpSoarException>(() => Outcome)).ErrorId;

    private protected static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    public void Dispose()
    {
        Close();
        _http.Dispose();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }
}
