using System;
using System.Net;
using System.Net.Http;

namespace SmtpSoar.Core.OAuth;

/// <summary>Makes HTTP clients for authorization servers.</summary>
internal static class OAuthHttp
{
    // No proxy reaches this machine's loopback address.
    private const string ThisMachine = @"^https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?/?";

    // An answer with tokens has a few kilobytes.
    private const int LongestAnswer = 1024 * 1024;

    /// <summary>A client with the asset's time limit. Who gets it disposes of it.</summary>
    internal static HttpClient CreateClient(OAuthSettings settings, OAuthEnvironment environment) => new(environment.Handler(settings.Asset))
    {
        Timeout = settings.Timeout,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Follows no redirect, which would take the secrets elsewhere, and goes the asset's proxy if it has one.</summary>
    internal static HttpMessageHandler CreateHandler(SmtpAsset asset)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        if (asset.Proxy is { } proxy)
            (handler.UseProxy, handler.Proxy) = (true, Proxy(new Uri(proxy)));
        return handler;
    }

    private static WebProxy Proxy(Uri url)
    {
        var proxy = new WebProxy(new Uri($"{url.Scheme}://{url.Authority}")) { BypassList = [ThisMachine] };
        var login = url.UserInfo.Split([':'], 2);
        if (url.UserInfo.Length > 0)
            proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(login[0]), login.Length > 1 ? Uri.UnescapeDataString(login[1]) : "");
        return proxy;
    }
}
