using System;
using System.Collections.Generic;
using System.Threading;
using Duende.IdentityModel.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Standard;

/// <summary>A service account that acts for a mailbox: an assertion that its key signs (RFC 7523, section 2.1).</summary>
/// <remarks>developers.google.com/identity/protocols/oauth2/service-account, section "HTTP/REST", read 2026-11-28.</remarks>
internal sealed class ServiceAccountGrant(OAuthSettings settings, TimeProvider clock) : TokenGrant
{
    // Google takes no longer life; no two clocks agree to the second.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(55);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly string _assertion = Create(settings, clock.GetUtcNow());

    internal override IEnumerable<string> Secrets => [_assertion];

    internal override TokenRequest CreateRequest() => new()
    {
        GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer",
        Parameters = { { "assertion", _assertion } },
    };

    private static string Create(OAuthSettings settings, DateTimeOffset now)
    {
        using var file = ServiceAccountKeyFile.Read(settings.Asset.ServiceAccountKey!, CancellationToken.None);
        var key = new RsaSecurityKey(file.Key) { KeyId = file.KeyId };

        // The library keeps signers by the key's id, longer than this key lives.
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = file.Account,
            Audience = settings.TokenUrl!.OriginalString,
            Claims = new Dictionary<string, object> { ["sub"] = settings.Username, ["scope"] = string.Join(" ", settings.Scopes) },
            IssuedAt = (now - Skew).UtcDateTime,
            NotBefore = (now - Skew).UtcDateTime,
            Expires = (now + Life).UtcDateTime,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }
}
