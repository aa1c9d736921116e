using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.OAuth;

/// <summary>Gives an asset's access tokens: from the store while they are good, else from the authorization server. Asks no person.</summary>
internal sealed class TokenSource
{
    private readonly OAuthEnvironment _environment;
    private readonly OAuthSettings _settings;
    private readonly TokenStore _store;
    private ITokenClient? _client;

    internal TokenSource(OAuthSettings settings, OAuthEnvironment environment)
    {
        _settings = settings;
        _environment = environment;
        _store = environment.StoreFor(settings);
    }

    // Made late: a token from the store needs no client, nor the library behind it.
    private ITokenClient Client => _client ??= _environment.ClientFor(_settings);

    /// <summary>A token that is good as far as we know.</summary>
    internal async Task<TokenSet> GetAsync(CancellationToken cancellationToken) =>
        _store.Read() is { } kept && IsFresh(kept) ? kept : await UpdateAsync(IsFresh, cancellationToken).ConfigureAwait(false);

    /// <summary>Another token than the one that the mail server rejected. Where somebody else got one meanwhile, that one.</summary>
    internal Task<TokenSet> ReplaceAsync(TokenSet rejected, CancellationToken cancellationToken) =>
        UpdateAsync(kept => kept.AccessToken != rejected.AccessToken && IsFresh(kept), cancellationToken);

    /// <summary>A new token, whatever is kept.</summary>
    internal Task<TokenSet> RenewAsync(CancellationToken cancellationToken) => UpdateAsync(_ => false, cancellationToken);

    private Task<TokenSet> UpdateAsync(System.Func<TokenSet, bool> isGood, CancellationToken cancellationToken) => _store.UpdateAsync(
        (kept, stop) => kept is not null && isGood(kept) ? Task.FromResult(kept) : Client.RenewAsync(kept, stop),
        cancellationToken);

    private bool IsFresh(TokenSet tokens) => tokens.IsFresh(_environment.Clock.GetUtcNow());
}
