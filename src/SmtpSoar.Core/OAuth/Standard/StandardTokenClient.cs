using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Tokens;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>Any authorization server that keeps to the standards, by its URLs.</summary>
internal sealed class StandardTokenClient(OAuthSettings settings, OAuthEnvironment environment) : ITokenClient
{
    public async Task<TokenSet> LogInAsync(LoginSession session, CancellationToken cancellationToken)
    {
        using var endpoint = new TokenEndpoint(settings, environment);
        return settings.Flow == OAuthFlow.DeviceCode
            ? await new DeviceCodeLogin(settings, endpoint).RunAsync(session, cancellationToken).ConfigureAwait(false)
            : await new AuthorizationCodeLogin(settings, endpoint).RunAsync(session, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TokenSet> RenewAsync(TokenSet? present, CancellationToken cancellationToken)
    {
        if (FlowChoice.NeedsPerson(settings.Flow) && present?.RefreshToken is null)
            throw LoginAdvice.LoginNeeded(settings);
        using var endpoint = new TokenEndpoint(settings, environment);
        return await endpoint.AskAsync(GrantFor(present), cancellationToken).ConfigureAwait(false);
    }

    private TokenGrant GrantFor(TokenSet? present) => settings.Flow switch
    {
        OAuthFlow.ClientCredentials => new ClientCredentialsGrant(settings),
        OAuthFlow.ServiceAccount => new ServiceAccountGrant(settings, environment.Clock),
        _ => new RefreshGrant(present!),
    };
}
