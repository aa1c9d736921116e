using System;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>How a person is asked to log in.</summary>
public sealed class LoginOptions
{
    /// <summary>The flow in place of the asset's own.</summary>
    public OAuthFlow? Flow { get; set; }

    /// <summary>Whether a browser is opened; otherwise the page is only shown as a URL.</summary>
    public bool OpensBrowser { get; set; } = true;

    /// <summary>
    /// The loopback URL to which the authorization server sends the browser back. Default: <c>http://127.0.0.1</c> (Microsoft:
    /// <c>http://localhost</c>) at a free port.
    /// </summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>How long the person may take. Default: 5 minutes.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(5);
}
