using System;
using System.Net;
using System.Net.Http;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OAuth;

/// <summary>Makes HTTP clients for authorization servers.</summary>
internal static class OAuthHttp
{
    // An answer with tokens has a few kilobytes.
    private const int MaxAnswerLength = 1024 * 1024;

    /// <summary>Makes a client with the asset's time limit. The caller disposes of it.</summary>
    internal static HttpClient CreateClient(OAuthSettings settings, OAuthEnvironment environment) =>
        new(environment.Handler(settings.Asset))
    {
        Timeout = settings.Timeout,
        MaxResponseContentBufferSize = MaxAnswerLength,
    };

    /// <summary>Follows no redirect, which would take the secrets elsewhere, and goes by the asset's proxy, else the system's.</summary>
    internal static HttpMessageHandler CreateHandler(SmtpAsset asset) =>
        new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = true,
            Proxy = new LoopbackBypass(ProxyOf(asset)),
        };

    private static IWebProxy ProxyOf(SmtpAsset asset) => asset.Proxy is { } proxy
        ? Proxy(new Uri(proxy))
#if NET
        : HttpClient.DefaultProxy;
#else
        : WebRequest.DefaultWebProxy ?? new WebProxy();
#endif

    private static WebProxy Proxy(Uri url) => new(new Uri($"{url.Scheme}://{url.Authority}")) { Credentials = UrlLogin.Find(url) };
}
