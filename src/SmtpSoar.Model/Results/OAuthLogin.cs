using System;

namespace SmtpSoar;

/// <summary>
/// The OAuth 2.0 tokens that an asset has: what they are for and how long they last, never what they are. Made by <c>Connect-SmtpAsset</c>.
/// </summary>
public sealed class OAuthLogin
{
    /// <summary>The name of the asset, if it has one.</summary>
    public string? Name { get; set; }

    /// <summary>The mailbox that the asset logs in to.</summary>
    public string? Username { get; set; }

    /// <summary>The user who logged in, as far as the authorization server told. For a shared mailbox it is not the mailbox.</summary>
    public string? User { get; set; }

    /// <summary>How the tokens were granted.</summary>
    public OAuthFlow Flow { get; set; }

    /// <summary>The host of the authorization server.</summary>
    public string? Authority { get; set; }

    /// <summary>The scopes of the access token, as far as the authorization server told.</summary>
    public string[] Scopes { get; set; } = [];

    /// <summary>When the access token ends, or <see langword="null"/> where the authorization server did not tell.</summary>
    public DateTimeOffset? ExpiresOn { get; set; }

    /// <summary>Whether new access tokens can be had without a person.</summary>
    public bool IsRenewable { get; set; }
}
