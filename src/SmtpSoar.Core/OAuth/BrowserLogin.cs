using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.OAuth;

/// <summary>Sends a person's browser to a login page, and takes what it brings back to a loopback address (RFC 8252, section 7.3).</summary>
internal sealed class BrowserLogin : IDisposable
{
    /// <summary>Where the authorization server must send the browser back to.</summary>
    internal Uri RedirectUri => throw new NotImplementedException();

    /// <summary>Shows the page and waits for the answer.</summary>
    /// <param name="page">The authorization request. The <c>state</c> in it must come back.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The redirect URI as it was called, with the code in it.</returns>
    /// <exception cref="SmtpSoarException">
    /// OAuthLoginTimeout, OAuthStateMismatch, or OAuthLoginRefused with the words of the authorization server.
    /// </exception>
    internal Task<Uri> AskAsync(Uri page, CancellationToken cancellationToken) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
