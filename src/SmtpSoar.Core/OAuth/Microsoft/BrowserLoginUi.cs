using System;
using System.Threading;
using System.Threading.Tasks;
using Duende.IdentityModel.Client;
using Microsoft.Identity.Client.Extensibility;
using SmtpSoar.Core.OAuth.Login;

namespace SmtpSoar.Core.OAuth.Microsoft;

/// <summary>
/// Lets Microsoft's library use our browser login in place of its own, which can't be stopped or tested, and needs a browser.
/// </summary>
internal sealed class BrowserLoginUi(BrowserLogin login, EntraFailures failures) : ICustomWebUi
{
    public async Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
    {
        var answer = await login.AskAsync(authorizationUri, cancellationToken).ConfigureAwait(false);
        if (new AuthorizeResponse(answer.AbsoluteUri).Code is { } code)
            failures.Secrets.Add(code);
        return answer;
    }
}
