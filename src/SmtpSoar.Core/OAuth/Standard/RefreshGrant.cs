using System.Collections.Generic;
using Duende.IdentityModel.Client;
using SmtpSoar.Core.OAuth.Tokens;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>A refresh token (RFC 6749, section 6). The scopes stay what they were.</summary>
internal sealed class RefreshGrant(TokenSet present) : TokenGrant
{
    internal override IEnumerable<string> Secrets => [present.RefreshToken!, present.AccessToken];

    internal override TokenSet Present => present;

    internal override TokenRequest CreateRequest() => new()
    {
        GrantType = "refresh_token",
        Parameters = { { "refresh_token", present.RefreshToken! } },
    };
}
