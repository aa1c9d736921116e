using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>The identity of the Azure resource that this runs on.</summary>
internal sealed class ManagedIdentityClient(OAuthSettings given, OAuthEnvironment environment) : ITokenClient
{
    // The endpoint is on the same machine or beside it. Without one, nothing may answer at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] KeysOfEndpoints = ["IDENTITY_HEADER", "MSI_SECRET"];

    private readonly OAuthSettings _settings = WithoutProxy(given);

    private TimeSpan Limit => _settings.Timeout < Patience ? _settings.Timeout : Patience;

    public Task<TokenSet> LogInAsync(LoginSession session, CancellationToken cancellationToken) => RenewAsync(null, cancellationToken);

    public async Task<TokenSet> RenewAsync(TokenSet? present, CancellationToken cancellationToken)
    {
        using var http = new MsalHttp(_settings, environment);
        try
        {
            return Read(await Cancellation.Limit(AskAsync(http, cancellationToken), Limit, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Failure(exception) is { } failure)
        {
            throw failure;
        }
    }

    // The endpoint is this machine's own, and a proxy would ask about another one.
    private static OAuthSettings WithoutProxy(OAuthSettings settings)
    {
        var asset = settings.Asset.Clone();
        asset.Proxy = null;
        return OAuthSettings.Of(asset, settings.Flow);
    }

    private Task<AuthenticationResult> AskAsync(MsalHttp http, CancellationToken cancellationToken) => ManagedIdentityApplicationBuilder
        .Create(
            string.IsNullOrWhiteSpace(_settings.Asset.ClientId)
                ? ManagedIdentityId.SystemAssigned
                : ManagedIdentityId.WithUserAssignedClientId(_settings.Asset.ClientId!.Trim()))
        .WithHttpClientFactory(http, retryOnceOn5xx: false)
        .Build()
        .AcquireTokenForManagedIdentity(EntraScopes.ResourceOf(_settings))
        .WithForceRefresh(true)
        .ExecuteAsync(cancellationToken);

    private static SmtpSoarException? Failure(Exception exception) => exception switch
    {
        TimeoutException or OperationCanceledException or MsalServiceException { ErrorCode: MsalError.RequestTimeout } =>
            Unavailable("its endpoint does not answer"),
        MsalServiceException { StatusCode: 429 or >= 500 } busy =>
            Unavailable($"its endpoint answers HTTP {busy.StatusCode}; try again in some minutes"),
        MsalServiceException { StatusCode: > 0 } refused => Unavailable(
            $"its endpoint answers HTTP {refused.StatusCode} {EntraAnswer.Read(refused.ResponseBody, Secrets())?.Words}".TrimEnd()),
        MsalException or HttpRequestException => Unavailable("its endpoint can't be reached"),
        _ => null,
    };

    // Azure's endpoints know their callers by a secret of the machine (learn.microsoft.com "How to use managed identities for App
    // Service").
    private static SecretRedactor Secrets()
    {
        var secrets = new SecretRedactor();
        secrets.AddAll(KeysOfEndpoints.Select(name => Environment.GetEnvironmentVariable(name) ?? ""));
        return secrets;
    }

    private static SmtpSoarException Unavailable(string reason) => Errors.ManagedIdentityUnavailable.With(reason);

    private TokenSet Read(AuthenticationResult result)
    {
        var now = environment.Clock.GetUtcNow();
        return result.AccessToken is not { } token || !TokenText.IsToken(token)
            ? throw Unavailable("its endpoint gives no token")
            : new TokenSet
        {
            AccessToken = token,
            ObtainedOn = now,
            ExpiresOn = now + (result.ExpiresOn - DateTimeOffset.UtcNow),
            Scopes = [.. result.Scopes],
        };
    }
}
