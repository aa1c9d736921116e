using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.OAuth;

/// <summary>One login by a person: what they see, and how long they may take.</summary>
internal sealed class LoginSession(ILoginPrompt prompt, LoginOptions options, OAuthEnvironment environment)
{
    /// <summary>The person.</summary>
    internal ILoginPrompt Prompt => prompt;

    /// <summary>Opens the loopback address that the browser will be sent back to.</summary>
    /// <param name="host">The host in the redirect URI, where the person chose none.</param>
    internal BrowserLogin OpenBrowserLogin(string host) => throw new NotImplementedException($"{options} {environment}");

    /// <summary>Waits for what depends on the person, and tells how long still.</summary>
    /// <exception cref="SmtpSoarException">It took longer than allowed (OAuthLoginTimeout).</exception>
    internal Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) => throw new NotImplementedException();
}
