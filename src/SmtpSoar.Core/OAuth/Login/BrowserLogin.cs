using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth.Loopback;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>
/// Sends a person's browser to a login page, and takes what it brings back to a loopback address (RFC 8252, section 7.3).
/// </summary>
internal sealed class BrowserLogin : IDisposable
{
    private readonly LoginSession _session;
    private readonly LoopbackPort _port;
    private readonly TaskCompletionSource<Uri> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackServer? _server;
    private int _isOver;

    /// <summary>Listens, so that the redirect URI is this login's own from now on.</summary>
    /// <exception cref="SmtpSoarException">The port can't be had.</exception>
    internal BrowserLogin(LoginSession session, LoopbackAddress address)
    {
        _session = session;
        _port = LoopbackPort.Open(address);
        RedirectUri = address.At(_port.Number);
    }

    /// <summary>The URL to which the authorization server must send the browser back.</summary>
    internal Uri RedirectUri { get; }

    /// <summary>Shows the page and waits for the answer. Once only.</summary>
    /// <param name="page">The authorization request. The <c>state</c> in it must come back.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The redirect URI as it was called, with the code in it.</returns>
    /// <exception cref="SmtpSoarException">
    /// OAuthLoginTimeout, OAuthStateMismatch, or OAuthLoginRefused with the words of the authorization server.
    /// </exception>
    internal async Task<Uri> AskAsync(Uri page, CancellationToken cancellationToken)
    {
        var answer = new LoginAnswer(page, RedirectUri);
        _server = new LoopbackServer(_port, request => Judge(answer, request));
        try
        {
            _session.ShowPage(page);
            return await _session.WaitAsync(_ => _outcome.Task, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            IsFirst();
        }
    }

    public void Dispose()
    {
        _server?.Dispose();
        _port.Dispose();
    }

    private LoopbackReply Judge(LoginAnswer answer, LoopbackRequest request)
    {
        if (!answer.IsMeant(request))
            return LoginPages.NotFound;
        if (!IsFirst())
            return LoginPages.Over;
        // The browser gets its page before the login goes on, since its end closes all connections.
        if (!answer.IsOurs(request.Form))
            return LoginPages.Strange with { Sent = () => _outcome.TrySetException(Errors.OAuthStateMismatch.With()) };
        return answer.Refusal(request.Form) is { } refusal
            ? refusal.Page with { Sent = () => _outcome.TrySetException(refusal.Failure) }
            : LoginPages.Arrived with { Sent = () => _outcome.TrySetResult(answer.ToUri(request.Form)) };
    }

    private bool IsFirst() => Interlocked.Exchange(ref _isOver, 1) == 0;
}
