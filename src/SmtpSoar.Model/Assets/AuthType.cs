namespace SmtpSoar;

/// <summary>How a client proves who it is. SOAR's <c>auth_type</c>.</summary>
public enum AuthType : long
{
    /// <summary>The first whose settings are complete: OAuth, then Basic, then Passwordless.</summary>
    Automatic,

    /// <summary>An OAuth 2.0 access token (SASL XOAUTH2 or OAUTHBEARER).</summary>
    OAuth,

    /// <summary>User name and password.</summary>
    Basic,

    /// <summary>No authentication at all.</summary>
    Passwordless,
}
