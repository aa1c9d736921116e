using Duende.IdentityModel.Client;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>The client itself (RFC 6749, section 4.4).</summary>
internal sealed class ClientCredentialsGrant(OAuthSettings settings) : TokenGrant
{
    internal override TokenRequest CreateRequest()
    {
        var request = new TokenRequest { GrantType = "client_credentials" };
        if (settings.Scopes.Count > 0)
            request.Parameters.Add("scope", string.Join(" ", settings.Scopes));
        return request;
    }
}
