using System;
using System.Net.Http;
using Microsoft.Identity.Client;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>Lets Microsoft's library talk as this module does: with the asset's proxy and time limit, and without redirects.</summary>
internal sealed class MsalHttp(OAuthSettings settings, OAuthEnvironment environment) : IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient _client = OAuthHttp.CreateClient(settings, environment);

    public HttpClient GetHttpClient() => _client;

    public void Dispose() => _client.Dispose();
}
