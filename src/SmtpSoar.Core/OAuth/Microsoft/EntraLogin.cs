using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>A login by a person. Microsoft's registrations know a native client by <c>http://localhost</c>, at any port.</summary>
internal sealed class EntraLogin(OAuthSettings settings, EntraApplication application, EntraFailures failures)
{
    private const string Loopback = "localhost";
    private const int RandomBytes = 32;

    private IReadOnlyList<string> Scopes => EntraScopes.Of(settings);

    internal Task<AuthenticationResult> RunAsync(LoginSession session, CancellationToken cancellationToken) =>
        settings.Flow == OAuthFlow.DeviceCode
        ? WithDeviceCodeAsync(session, cancellationToken)
        : WithBrowserAsync(session, cancellationToken);

    private Task<AuthenticationResult> WithDeviceCodeAsync(LoginSession session, CancellationToken cancellationToken) => session.WaitAsync(
        stop => application.CreatePublic().AcquireTokenWithDeviceCode(Scopes, code => Show(session, code)).ExecuteAsync(stop),
        cancellationToken);

    private Task Show(LoginSession session, DeviceCodeResult code)
    {
        if (!Uri.TryCreate(code.VerificationUrl, UriKind.Absolute, out var page))
            throw Errors.OAuthAnswerInvalid.With(settings.Authority, "its answer has no code for a person");
        session.Prompt.ShowCode(code.UserCode, page);
        return Task.CompletedTask;
    }

    private async Task<AuthenticationResult> WithBrowserAsync(LoginSession session, CancellationToken cancellationToken)
    {
        using var login = session.OpenBrowserLogin(Loopback);
        return application.IsConfidential
            ? await WithProofAsync(login, cancellationToken).ConfigureAwait(false)
            : await application.CreatePublic(login.RedirectUri)
                .AcquireTokenInteractive(Scopes)
                .WithCustomWebUi(new BrowserLoginUi(login, failures))
                .WithLoginHint(settings.Username)
                .WithPrompt(Prompt.SelectAccount)
                .ExecuteAsync(cancellationToken)
                .ConfigureAwait(false);
    }

    // The library adds no state to the page of a confidential client, since it does not wait for the answer either.
    private async Task<AuthenticationResult> WithProofAsync(BrowserLogin login, CancellationToken cancellationToken)
    {
        var client = application.CreateConfidential(login.RedirectUri);
        var page = await client.GetAuthorizationRequestUrl(Scopes)
            .WithRedirectUri(login.RedirectUri.OriginalString)
            .WithPkce(out var verifier)
            .WithLoginHint(settings.Username)
            .WithPrompt(Prompt.SelectAccount)
            .WithExtraQueryParameters(
                new Dictionary<string, (string, bool)> { ["state"] = (CryptoRandom.CreateUniqueId(RandomBytes), false) })
            .ExecuteAsync(cancellationToken)
            .ConfigureAwait(false);
        var answer = await login.AskAsync(page, cancellationToken).ConfigureAwait(false);
        var code = new AuthorizeResponse(answer.AbsoluteUri).Code ?? throw Errors.OAuthAnswerInvalid.With(
            settings.Authority,
            "its answer to the login has no code");
        failures.Secrets.AddAll([code, verifier]);
        return await client.AcquireTokenByAuthorizationCode(Scopes, code)
            .WithPkceCodeVerifier(verifier)
            .ExecuteAsync(cancellationToken)
            .ConfigureAwait(false);
    }
}
