namespace SmtpSoar;

/// <summary>How an asset comes by its OAuth 2.0 access tokens: the grant of RFC 6749.</summary>
public enum OAuthFlow : long
{
    /// <summary>
    /// As the settings say: client credentials where Microsoft's scope <c>.default</c> is asked for, else the authorization
    /// code.
    /// </summary>
    Automatic,

    /// <summary>
    /// A person logs in with a browser on this machine (RFC 6749, section 4.1, with PKCE, RFC 7636). The client secret is optional.
    /// </summary>
    AuthorizationCode,

    /// <summary>A person logs in with a browser anywhere and types a code there (RFC 8628). The client secret is optional.</summary>
    DeviceCode,

    /// <summary>The application itself logs in, with a secret or a certificate, and no person is asked (RFC 6749, section 4.4).</summary>
    ClientCredentials,

    /// <summary>
    /// The Azure resource that this runs on logs in with its managed identity, without any secret. <c>ClientId</c> names a
    /// user-assigned identity.
    /// </summary>
    ManagedIdentity,

    /// <summary>
    /// A service account of Google's logs in for the mailbox in <c>Username</c>, with its key file, and nobody is asked (RFC 7523, section
    /// 2.1). Its
    /// domain-wide delegation must be allowed in Workspace.
    /// </summary>
    ServiceAccount,
}
