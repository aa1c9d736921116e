using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// A browser and the person before it. Redirects are followed wherever they lead, also to a client's loopback listener;
/// only a URL that begins with <paramref name="stopAt"/> is not opened. Cookies last as long as this object.
/// </summary>
public sealed class HeadlessBrowser(Uri? stopAt = null) : IDisposable
{
    private const int Patience = 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    // By hand: Mono's CookieContainer loses those of a path. All servers of these tests are on one host.
    private readonly Dictionary<string, string> _cookies = [];

    public Task<BrowserPage> OpenAsync(Uri url) => GoAsync(url, null);

    /// <summary>Logs in and agrees to everything, until a page has nothing more to fill in, or the redirect URI is reached.</summary>
    public async Task<BrowserPage> LogInAsync(Uri url, string user, string? userCode = null)
    {
        var page = await OpenAsync(url);
        for (var i = 0; i < Patience; i++)
        {
            if (page.Form is not { } form)
                return page;
            page = await GoAsync(form.Action, form.Fill(("login", user), ("password", "any"), ("user_code", userCode)));
        }
        throw new InvalidOperationException($"Still a form after {Patience} pages, at {page.Url}.");
    }

    /// <summary>Clicks Cancel on the first page that lets the person do so.</summary>
    public async Task<BrowserPage> CancelAsync(Uri url, string? userCode = null)
    {
        var page = await OpenAsync(url);
        for (var i = 0; i < Patience; i++)
        {
            if (page.Link("Cancel") is { } link)
                return await OpenAsync(link);
            if (page.Form is not { } form)
                break;
            page = await GoAsync(form.Action, form.Fill(("user_code", userCode)));
        }
        throw new InvalidOperationException($"No page to cancel, the last is {page.Url}: {page.Text}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<BrowserPage> GoAsync(Uri url, IEnumerable<KeyValuePair<string, string>>? form)
    {
        for (var i = 0; i < Patience; i++)
        {
            if (stopAt is not null && url.OriginalString.StartsWith(stopAt.OriginalString, StringComparison.Ordinal))
                return new BrowserPage(url, 0, "");
            using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, url);
            request.Content = form is null ? null : new FormUrlEncodedContent(form);
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            using var response = await _http.SendAsync(request);
            Keep(response);
            if (response.Headers.Location is not { } location)
                return new BrowserPage(url, (int)response.StatusCode, await response.Content.ReadAsStringAsync());
            (url, form) = (new Uri(url, location), null);
        }
        throw new InvalidOperationException($"More than {Patience} redirects, the last to {url}.");
    }

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies))
            return;
        foreach (var pair in cookies.Select(cookie => cookie.Split(';')[0].Split(['='], 2)))
        {
            if (pair[1].Length > 0)
                _cookies[pair[0]] = pair[1];
            else
                _cookies.Remove(pair[0]);
        }
    }
}
