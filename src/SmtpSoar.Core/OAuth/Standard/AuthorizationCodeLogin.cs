using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using Microsoft.IdentityModel.Tokens;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.OAuth.Login;
using SmtpSoar.Core.OAuth.Tokens;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>A login by browser (RFC 6749, section 4.1), with PKCE (RFC 7636).</summary>
internal sealed class AuthorizationCodeLogin(OAuthSettings settings, TokenEndpoint endpoint)
{
    private const string Loopback = "127.0.0.1";
    private const int RandomBytes = 32;

    internal async Task<TokenSet> RunAsync(LoginSession session, CancellationToken cancellationToken)
    {
        using var login = session.OpenBrowserLogin(Loopback);
        var verifier = CryptoRandom.CreateUniqueId(RandomBytes);
        var answer = await login.AskAsync(Page(login.RedirectUri, verifier), cancellationToken).ConfigureAwait(false);
        var response = new AuthorizeResponse(answer.AbsoluteUri);
        var code = response.Code ?? throw Errors.OAuthAnswerInvalid.With(settings.Authority, "its answer to the login has no code");
        return await endpoint.AskAsync(
            new AuthorizationCodeGrant(code, verifier, login.RedirectUri),
            cancellationToken).ConfigureAwait(false);
    }

    private Uri Page(Uri redirectUri, string verifier) => new(new RequestUrl(settings.AuthUrl!.OriginalString).CreateAuthorizeUrl(
        clientId: settings.Asset.ClientId!.Trim(),
        responseType: "code",
        scope: settings.Scopes.Count > 0 ? string.Join(" ", settings.Scopes) : null,
        redirectUri: redirectUri.OriginalString,
        state: CryptoRandom.CreateUniqueId(RandomBytes),
        loginHint: settings.Username,
        prompt: OfflineAccess.Prompt(settings),
        codeChallenge: Base64UrlEncoder.Encode(Sha256Digest.Bytes(Encoding.ASCII.GetBytes(verifier))),
        codeChallengeMethod: "S256",
        extra: OfflineAccess.Parameters(settings)));
}
