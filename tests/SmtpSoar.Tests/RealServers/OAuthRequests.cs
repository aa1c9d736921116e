using System;
using System.Buffers.Text;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Plain HttpClient, for the tests that show what the authorization server does.</summary>
internal static class OAuthRequests
{
    /// <summary>Where the tests' own logins end. Nobody listens there, and nobody needs to.</summary>
    public static readonly Uri RedirectUri = new("http://127.0.0.1:9/callback");

    private static readonly HttpClient s_http = new();

    private static OAuthServer Server => MailServers.Current.OAuth;

    public static async Task<OAuthAnswer> PostAsync(Uri endpoint, OAuthClient client, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("client_id", client.Id));
        if (client.Secret is not null)
            all = all.Append(("client_secret", client.Secret));
        using var form = new FormUrlEncodedContent(all.ToDictionary(field => field.Item1, field => field.Item2));
        using var response = await s_http.PostAsync(endpoint, form);
        var body = await response.Content.ReadAsStringAsync();
        return new OAuthAnswer((int)response.StatusCode, JsonDocument.Parse(body.Length == 0 ? "{}" : body).RootElement);
    }

    /// <summary>An app's token for the space's mailbox.</summary>
    public static Task<OAuthAnswer> AppTokenAsync(OAuthSpace space, OAuthClient? client = null, params (string Name, string Value)[] more) =>
        PostAsync(space.Authority.Token, client ?? Server.Daemon, [("grant_type", "client_credentials"), ("scope", "smtp"), .. more]);

    /// <summary>Logs the user in as a person would, and trades the code.</summary>
    public static async Task<OAuthAnswer> UserTokenAsync(
        OAuthSpace space, OAuthClient client, string user, Uri? redirectUri = null, string scope = "openid offline_access smtp")
    {
        var (redirect, verifier) = (redirectUri ?? RedirectUri, Random());
        using var browser = new HeadlessBrowser(redirect);
        var end = await browser.LogInAsync(AuthorizationUrl(space.Authority, client, redirect, verifier, scope), user);
        var code = end.Parameter("code") ?? throw new InvalidOperationException($"No code but {end.Url}: {end.Text}");
        return await PostAsync(
            space.Authority.Token, client,
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect.OriginalString), ("code_verifier", verifier));
    }

    public static Task<OAuthAnswer> RefreshAsync(OAuthSpace space, OAuthClient client, string refreshToken) =>
        PostAsync(space.Authority.Token, client, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    public static Uri AuthorizationUrl(
        OAuthAuthority authority, OAuthClient client, Uri redirectUri, string verifier, string scope, string state = "state")
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var query = new[]
        {
            ("response_type", "code"), ("client_id", client.Id), ("redirect_uri", redirectUri.OriginalString), ("scope", scope),
            ("prompt", "consent"), ("state", state), ("code_challenge", challenge), ("code_challenge_method", "S256"),
        };
        return new Uri($"{authority.Authorization}?{string.Join('&', query.Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2)}"))}");
    }

    /// <summary>A code verifier, or anything else that nobody can guess.</summary>
    public static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
