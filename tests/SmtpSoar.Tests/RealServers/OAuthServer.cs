using System;
using System.Collections.Generic;

namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// The authorization server. It is reached in three ways, which know each other's tokens; <see cref="Microsoft"/> has the
/// paths of Microsoft's, below any tenant. A token for <see cref="JwtResource"/> is a JWT, any other is opaque.
/// </summary>
public sealed record OAuthServer(
    string Version,
    IReadOnlyDictionary<string, OAuthAuthority> Authorities,
    IReadOnlyDictionary<string, OAuthClient> Clients,
    Uri WebRedirectUri,
    string JwtResource,
    IReadOnlyList<string> Scopes)
{
    /// <summary>The life of an access token of <see cref="ShortLived"/> and <see cref="ShortLivedDaemon"/>.</summary>
    public static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(2);

    public OAuthAuthority Http => Authorities["http"];

    public OAuthAuthority Https => Authorities["https"];

    public OAuthAuthority Microsoft => Authorities["microsoft"];

    /// <summary>Public: code with PKCE, device code, refresh with rotation; any loopback port.</summary>
    public OAuthClient Native => Clients["native"];

    /// <summary>As <see cref="Native"/>, with access tokens of <see cref="ShortLife"/>.</summary>
    public OAuthClient ShortLived => Clients["shortLived"];

    /// <summary>As Google's: native, yet with a secret; always a refresh token, and no rotation.</summary>
    public OAuthClient Desktop => Clients["desktop"];

    /// <summary>Confidential: code and refresh; <see cref="WebRedirectUri"/> only, where nobody listens.</summary>
    public OAuthClient Web => Clients["web"];

    /// <summary>client_credentials, the secret in the body.</summary>
    public OAuthClient Daemon => Clients["daemon"];

    /// <summary>client_credentials, the secret in the Authorization header.</summary>
    public OAuthClient DaemonBasic => Clients["daemonBasic"];

    /// <summary>As <see cref="Daemon"/>, with access tokens of <see cref="ShortLife"/>.</summary>
    public OAuthClient ShortLivedDaemon => Clients["shortLivedDaemon"];

    /// <summary>client_credentials, an assertion signed with the key of <see cref="TlsFiles.ClientPfx"/>; its tokens are JWTs.</summary>
    public OAuthClient Certificate => Clients["certificate"];
}
