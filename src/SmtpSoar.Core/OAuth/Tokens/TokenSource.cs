using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.OAuth.Tokens;

/// <summary>
/// Gives an asset's access tokens: from the store while they are good, else from the authorization server. Asks no person.
/// </summary>
internal sealed class TokenSource
{
    private readonly OAuthEnvironment _environment;
    private readonly OAuthSettings _settings;
    private readonly IFeedback? _feedback;
    private readonly Lazy<TokenStore> _store;
    private ITokenClient? _client;

    internal TokenSource(OAuthSettings settings, OAuthEnvironment environment, IFeedback? feedback = null)
    {
        _settings = settings;
        _environment = environment;
        _feedback = feedback;
        _store = new Lazy<TokenStore>(() => environment.StoreFor(settings));
    }

    // Made late: a token from the store needs no client, nor the library behind it.
    private ITokenClient Client => _client ??= _environment.ClientFor(_settings);

    /// <summary>A token that is good as far as we know.</summary>
    internal Task<TokenSet> GetAsync(CancellationToken cancellationToken) => GuardAsync(
        async () => _store.Value.Read() is { } kept && IsFresh(kept)
            ? kept
            : await UpdateAsync(IsFresh, cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <summary>
    /// Gets another token than the one that the mail server rejected: one that another process got meanwhile, if there is one.
    /// </summary>
    internal Task<TokenSet> ReplaceAsync(TokenSet rejected, CancellationToken cancellationToken) => GuardAsync(
        () => UpdateAsync(kept => kept.AccessToken != rejected.AccessToken && IsFresh(kept), cancellationToken),
        cancellationToken);

    /// <summary>A new token, whatever is kept.</summary>
    internal Task<TokenSet> RenewAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => UpdateAsync(_ => false, cancellationToken), cancellationToken);

    // Once the request is on its way the server may rotate the refresh token at any moment. Therefore a stop ends the wait for it, but
    // not the request: whatever it brings is kept.
    private async Task<TokenSet> UpdateAsync(Func<TokenSet, bool> isGood, CancellationToken cancellationToken)
    {
        TokenSet? granted = null;
        var update = _store.Value.UpdateAsync(
            async (kept, _) => kept is not null && isGood(kept)
                ? kept
                : granted = await Client.RenewAsync(kept, CancellationToken.None).ConfigureAwait(false),
            cancellationToken);
        try
        {
            return await Cancellation.Limit(update, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (granted is not null && StoreFailure.Is(failure))
        {
            // The kept token is used up, and no other took its place. At least this mail goes.
            _feedback?.Warning(
                FlowChoice.NeedsPerson(_settings.Flow) ? Messages.TokenLost(failure.Sentence) : Messages.TokenNotKept(failure.Sentence));
            return granted;
        }
    }

    private async Task<TokenSet> GuardAsync(Func<Task<TokenSet>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (SmtpSoarException failure) when (IsDispensable(failure))
        {
            _feedback?.Warning(Messages.TokenNotKept(failure.Sentence));
            return await Client.RenewAsync(null, cancellationToken).ConfigureAwait(false);
        }
    }

    // An application gets another token whenever it wants one; a person's login is lost with its refresh token.
    private bool IsDispensable(SmtpSoarException failure) => !FlowChoice.NeedsPerson(_settings.Flow) && StoreFailure.Is(failure);

    private bool IsFresh(TokenSet tokens) => tokens.IsFresh(_environment.Clock.GetUtcNow());
}
