using System;
using System.Collections.Generic;
using Duende.IdentityModel.Client;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>
/// An authorization code, with the verifier that shows who asked for it (RFC 6749, section 4.1.3; RFC 7636, section 4.5).
/// </summary>
internal sealed class AuthorizationCodeGrant(string code, string verifier, Uri redirectUri) : TokenGrant
{
    internal override IEnumerable<string> Secrets => [code, verifier];

    internal override TokenRequest CreateRequest() => new()
    {
        GrantType = "authorization_code",
        Parameters =
        {
            { "code", code },
            { "redirect_uri", redirectUri.OriginalString },
            { "code_verifier", verifier },
        },
    };
}
