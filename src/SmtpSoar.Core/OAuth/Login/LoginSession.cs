using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.OAuth.Loopback;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>One login by a person: what they see, and how long they may take.</summary>
internal sealed class LoginSession(ILoginPrompt prompt, LoginOptions options, OAuthEnvironment environment)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>The person.</summary>
    internal ILoginPrompt Prompt => prompt;

    /// <summary>Opens the loopback address that the browser will be sent back to.</summary>
    /// <param name="host">The host in the redirect URI, where the person chose none.</param>
    internal BrowserLogin OpenBrowserLogin(string host) =>
        new(this, options.RedirectUri is { } chosen ? LoopbackAddress.Of(chosen) : new LoopbackAddress(host, null));

    /// <summary>Brings the person to a page.</summary>
    internal void ShowPage(Uri page) => prompt.ShowPage(page, options.OpensBrowser && environment.Browser.Open(page));

    /// <summary>Waits for what depends on the person, and tells how long still.</summary>
    /// <exception cref="SmtpSoarException">It took longer than allowed (OAuthLoginTimeout).</exception>
    internal async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = environment.Clock.GetTimestamp();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var task = work(end.Token);
        try
        {
            await TellUntilDoneAsync(task, started, end.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return await task.ConfigureAwait(false);
        }
        finally
        {
            end.Cancel();
            // The outcome is not needed any more.
            _ = task.ContinueWith(
                static late => late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
            prompt.Done();
        }
    }

    private async Task TellUntilDoneAsync(Task task, long started, CancellationToken cancellationToken)
    {
        while (!task.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            var left = options.TimeLimit - environment.Clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                throw Errors.OAuthLoginTimeout.With(options.TimeLimit.TotalSeconds);
            prompt.Waiting(left, options.TimeLimit);
            await Task.WhenAny(
                task,
                Cancellation.DelayAsync(left < Tick ? left : Tick, environment.Clock, cancellationToken)).ConfigureAwait(false);
        }
    }
}
