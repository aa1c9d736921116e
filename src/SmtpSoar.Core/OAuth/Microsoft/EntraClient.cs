using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Identity.Client;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Tokens;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>A Microsoft Entra authority, by Microsoft's own library.</summary>
internal sealed class EntraClient(OAuthSettings settings, OAuthEnvironment environment) : ITokenClient
{
    public Task<TokenSet> LogInAsync(LoginSession session, CancellationToken cancellationToken) =>
        RunAsync(
            null,
            (application, failures) => new EntraLogin(settings, application, failures).RunAsync(session, cancellationToken),
            cancellationToken);

    public Task<TokenSet> RenewAsync(TokenSet? present, CancellationToken cancellationToken)
    {
        if (settings.Flow == OAuthFlow.ClientCredentials)
            return RunAsync(null, (application, _) => AskForAppAsync(application, cancellationToken), cancellationToken);
        return present?.Cache is null
            ? throw LoginAdvice.LoginNeeded(settings)
            : RunAsync(present, (application, _) => RefreshAsync(application, present, cancellationToken), cancellationToken);
    }

    private Task<AuthenticationResult> AskForAppAsync(EntraApplication application, CancellationToken cancellationToken) =>
        application.CreateConfidential()
            .AcquireTokenForClient(EntraScopes.Of(settings))
            .WithForceRefresh(true)
            .ExecuteAsync(cancellationToken);

    private async Task<AuthenticationResult> RefreshAsync(
        EntraApplication application,
        TokenSet present,
        CancellationToken cancellationToken)
    {
        var client = application.Create();
        var accounts = (await client.GetAccountsAsync().ConfigureAwait(false)).ToList();
        var account = accounts.Find(
            one => string.Equals(one.Username, present.User, StringComparison.OrdinalIgnoreCase)) ?? accounts.FirstOrDefault();
        return account is null
            ? throw LoginAdvice.LoginNeeded(settings)
            : await client.AcquireTokenSilent(EntraScopes.Of(settings), account)
                .WithForceRefresh(true)
                .ExecuteAsync(cancellationToken)
                .ConfigureAwait(false);
    }

    private async Task<TokenSet> RunAsync(
        TokenSet? present,
        Func<EntraApplication, EntraFailures, Task<AuthenticationResult>> work, CancellationToken cancellationToken)
    {
        using var application = new EntraApplication(settings, environment, present?.Cache);
        var failures = new EntraFailures(settings);
        failures.Secrets.AddAll(application.Secrets);
        try
        {
            return Read(await work(application, failures).ConfigureAwait(false), application, present);
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested && failures.Of(exception, present is not null) is { } failure)
        {
            throw failure;
        }
    }

    private TokenSet Read(AuthenticationResult result, EntraApplication application, TokenSet? present)
    {
        var now = environment.Clock.GetUtcNow();
        return result.AccessToken is not { } token || !TokenText.IsToken(token)
            ? throw Errors.OAuthAnswerInvalid.With(settings.Authority, "there is no access token in its answer")
            : new TokenSet
        {
            AccessToken = token,
            ObtainedOn = now,
            // The library reads the system's clock, all other code here the environment's.
            ExpiresOn = now + (result.ExpiresOn - DateTimeOffset.UtcNow),
            Scopes = [.. result.Scopes],
            User = result.Account?.Username ?? present?.User,
            Cache = settings.Flow == OAuthFlow.ClientCredentials ? null : application.Cache.Content,
        };
    }
}
