using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Text.Redaction;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.WebApi;

/// <summary>Asks a provider's API for one asset, with an access token. A rejected token is replaced once for each request.</summary>
/// <remarks>Follows no redirect, and takes the proxy and the certificates as for authorization servers. For one thread at a time.</remarks>
internal sealed class ApiClient : IDisposable
{
    private readonly TransportContext _context;
    private readonly TokenSource _source;
    private readonly HttpClient _http;
    private TokenSet? _token;

    /// <summary>Nothing is connected yet.</summary>
    /// <param name="context">The asset, and the ways out of the module.</param>
    /// <param name="settings">The asset's login.</param>
    public ApiClient(TransportContext context, OAuthSettings settings)
    {
        _context = context;
        Settings = settings;
        Secrets = settings.CreateSecretWords();
        _source = new TokenSource(settings, context.Options.OAuth, context.Options.Feedback);
        _http = OAuthHttp.CreateClient(settings, context.Options.OAuth);
        Root = RootOf(Asset);
    }

    /// <summary>The address of the API, which ends with a slash.</summary>
    public Uri Root { get; }

    /// <summary>The asset's login.</summary>
    public OAuthSettings Settings { get; }

    /// <summary>The words that must not come back in any message.</summary>
    public SecretRedactor Secrets { get; }

    /// <summary>The connection, for the result.</summary>
    public ConnectionInfo Connection => new(
        Asset.Server,
        Asset.EffectivePort,
        Root.Scheme == "https" ? "HTTPS" : null,
        _token is null ? null : "OAuth (Bearer)");

    private SmtpAsset Asset => _context.Asset;

    private TimeProvider Clock => _context.Options.OAuth.Clock;

    /// <summary>Gets a token that is good as far as this side knows.</summary>
    public async Task<TokenSet> PrepareAsync(CancellationToken cancellationToken)
    {
        if (_token?.IsFresh(Clock.GetUtcNow()) != true)
            Take(await _source.GetAsync(cancellationToken).ConfigureAwait(false));
        return _token!;
    }

    /// <summary>Gets a new token, whatever is kept.</summary>
    public async Task<TokenSet> RenewAsync(CancellationToken cancellationToken) =>
        Take(await _source.RenewAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Asks, with the token.</summary>
    /// <param name="create">Makes the request; once more where the token was rejected.</param>
    /// <param name="gate">Knows whether the request has all of the message, or is <see langword="null"/> where it sends none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The answer, whatever its status is.</returns>
    /// <exception cref="SmtpSoarException">There is none.</exception>
    public async Task<ApiAnswer> AskAsync(Func<HttpRequestMessage> create, SendGate? gate, CancellationToken cancellationToken)
    {
        var token = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var answer = await AskOnceAsync(create, token, gate, cancellationToken).ConfigureAwait(false);
        if (answer.Status != 401)
            return answer;
        gate?.NotTaken();
        token = Take(await _source.ReplaceAsync(token, cancellationToken).ConfigureAwait(false));
        return await AskOnceAsync(create, token, gate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks an address that carries its own authorization: no token goes there.</summary>
    public async Task<ApiAnswer> AskWithoutTokenAsync(HttpRequestMessage request, SendGate? gate, CancellationToken cancellationToken)
    {
        using (request)
            return await TryAsync(request, gate, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses an address that the API gave where secrets or mails would go in the clear.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback);

    public void Dispose() => _http.Dispose();

    private static Uri RootOf(SmtpAsset asset) =>
        new UriBuilder(asset.SslMethod == SslMethod.None ? "http" : "https", asset.Server, asset.EffectivePort).Uri;

    private TokenSet Take(TokenSet token)
    {
        Secrets.Add(token.AccessToken);
        return _token = token;
    }

    private async Task<ApiAnswer> AskOnceAsync(
        Func<HttpRequestMessage> create, TokenSet token, SendGate? gate, CancellationToken cancellationToken)
    {
        using var request = create();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
        return await TryAsync(request, gate, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ApiAnswer> TryAsync(HttpRequestMessage request, SendGate? gate, CancellationToken cancellationToken)
    {
        // Each request has all of its body at once: one that waits for a leave to send it would cost a round.
        request.Headers.ExpectContinue = false;
        using var wait = _context.Sign.Begin(Messages.ForReply(_context.Sign.Server), limit: null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Settings.Timeout);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .ConfigureAwait(false);
            _context.ServerState.WasThere = true;
            return await ApiAnswer.ReadAsync(response, Clock.GetUtcNow(), limit.Token).ConfigureAwait(false);
        }
        catch (Exception thrown) when (thrown is not SmtpSoarException)
        {
            (request.Content as MessageContent)?.ThrowFault();
            var url = request.RequestUri!;
            throw new ApiNetworkFailures(Asset, url.Host, url.Port, Secrets.Hide)
                .Of(thrown, gate?.IsWhole == true, cancellationToken.IsCancellationRequested);
        }
    }
}
