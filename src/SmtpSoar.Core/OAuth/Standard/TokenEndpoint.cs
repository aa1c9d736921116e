using System;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Duende.IdentityModel.Client;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>An authorization server's token endpoint (RFC 6749, section 3.2), and its device endpoint.</summary>
internal sealed class TokenEndpoint : IDisposable
{
    private readonly OAuthSettings _settings;
    private readonly HttpClient _http;
    private readonly ClientProof _proof;
    private readonly SecretRedactor _secrets;

    // In the body first: what the connector does, and what the big providers' pages show.
    private ClientCredentialStyle _style = ClientCredentialStyle.PostBody;

    internal TokenEndpoint(OAuthSettings settings, OAuthEnvironment environment)
    {
        _settings = settings;
        Clock = environment.Clock;
        _http = OAuthHttp.CreateClient(settings, environment);
        _proof = new ClientProof(settings, environment.Clock);
        _secrets = settings.CreateSecretWords();
    }

    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; }

    private EndpointFailures Failures => new(_settings, _secrets);

    /// <summary>The tokens for a grant.</summary>
    /// <exception cref="SmtpSoarException">There are none.</exception>
    internal async Task<TokenSet> AskAsync(TokenGrant grant, CancellationToken cancellationToken)
    {
        using var response = await TryAsync(grant, cancellationToken).ConfigureAwait(false);
        return response.IsError ? throw Failures.Of(response, grant.Present is not null) : Read(response, grant);
    }

    /// <summary>The tokens for a grant that may not be ready yet, or the standard's word for why there are none.</summary>
    internal async Task<(TokenSet? Tokens, string? Pending)> PollAsync(DeviceCodeGrant grant, CancellationToken cancellationToken)
    {
        using var response = await TryAsync(grant, cancellationToken).ConfigureAwait(false);
        if (!response.IsError)
            return (Read(response, grant), null);
        return EndpointFailures.CodeOf(response) is var code and ("authorization_pending" or "slow_down")
            ? (null, code)
            : throw Failures.Of(response, isRefresh: false);
    }

    /// <summary>A code for a person to type (RFC 8628, section 3.1).</summary>
    internal async Task<DeviceAuthorizationResponse> AskForDeviceCodeAsync(CancellationToken cancellationToken)
    {
        var response = await AskForDeviceCodeAsync(_style, cancellationToken).ConfigureAwait(false);
        if (OtherStyleMayHelp(response))
            response =
                await AskForDeviceCodeAsync(_style = ClientCredentialStyle.AuthorizationHeader, cancellationToken).ConfigureAwait(false);
        return response.IsError ? throw Failures.Of(response, response.ErrorDescription) : response;
    }

    public void Dispose() => _http.Dispose();

    private async Task<TokenResponse> TryAsync(TokenGrant grant, CancellationToken cancellationToken)
    {
        _secrets.AddAll(grant.Secrets);
        var response = await SendAsync(grant, _style, cancellationToken).ConfigureAwait(false);
        if (!OtherStyleMayHelp(response))
            return response;
        response.Dispose();
        return await SendAsync(grant, _style = ClientCredentialStyle.AuthorizationHeader, cancellationToken).ConfigureAwait(false);
    }

    // A server takes the secret in the header, in the body, or both (RFC 6749, section 2.3.1), and nothing tells us which.
    private bool OtherStyleMayHelp(ProtocolResponse response) =>
        EndpointFailures.CodeOf(response) == "invalid_client" && _style == ClientCredentialStyle.PostBody && _proof.HasTwoStyles;

    private async Task<TokenResponse> SendAsync(TokenGrant grant, ClientCredentialStyle style, CancellationToken cancellationToken)
    {
        using var request = WithProof(grant.CreateRequest(), style);
        request.Address = _settings.TokenUrl!.OriginalString;
        return await GuardAsync(() => _http.RequestTokenAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<DeviceAuthorizationResponse> AskForDeviceCodeAsync(ClientCredentialStyle style, CancellationToken cancellationToken)
    {
        using var request = WithProof(new DeviceAuthorizationRequest(), style);
        request.Address = _settings.DeviceAuthUrl!.OriginalString;
        request.Scope = _settings.Scopes.Count > 0 ? string.Join(" ", _settings.Scopes) : null;
        return await GuardAsync(
            () => _http.RequestDeviceAuthorizationAsync(request, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private T WithProof<T>(T request, ClientCredentialStyle style)
        where T : ProtocolRequest
    {
        _proof.AddTo(request, style);
        _secrets.Add(request.ClientAssertion?.Value ?? "");
        return request;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
        where T : ProtocolResponse
    {
        try
        {
            var response = await send().ConfigureAwait(false);
            return response.Json is { ValueKind: not JsonValueKind.Object } ? throw Failures.NoObject() : response;
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw Errors.OAuthTimeout.Because(cause, _settings.Authority, _settings.Asset.TimeoutSec);
        }
    }

    private TokenSet Read(TokenResponse response, TokenGrant grant)
    {
        var now = Clock.GetUtcNow();
        return response.AccessToken is not { Length: > 0 } token || !TokenText.IsToken(token) ? throw Failures.NoToken() : new TokenSet
        {
            AccessToken = token,
            ObtainedOn = now,
            ExpiresOn = response.ExpiresIn > 0 ? now.AddSeconds(response.ExpiresIn) : null,
            RefreshToken = string.IsNullOrEmpty(response.RefreshToken) ? grant.Present?.RefreshToken : response.RefreshToken,
            Scopes = response.Scope is { } scope
                ? scope.Split([' '], StringSplitOptions.RemoveEmptyEntries)
                : grant.Present?.Scopes ?? _settings.Scopes,
            User = IdToken.UserOf(response.IdentityToken) ?? grant.Present?.User,
        };
    }
}
