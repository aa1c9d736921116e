using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Runtime;

/// <summary>Bounds and delays tasks, in ways that not every framework has.</summary>
internal static class Cancellation
{
    /// <summary>
    /// The task's result, or <see cref="TimeoutException"/>, or <see cref="OperationCanceledException"/>, whatever comes first.
    /// </summary>
    public static async Task<T> Limit<T>(Task<T> task, TimeSpan limit, CancellationToken cancellationToken)
    {
        await Limit((Task)task, limit, cancellationToken).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Waits for the task, but no longer than the limit.</summary>
    public static async Task Limit(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(task, Task.Delay(limit, bound.Token)).ConfigureAwait(false);
        if (first != task)
        {
            // The outcome is not needed any more.
            _ = task.ContinueWith(
                static late => late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }

        bound.Cancel();
        await task.ConfigureAwait(false);
    }

    /// <summary>Waits, by a clock that tests can set.</summary>
    public static Task DelayAsync(TimeSpan delay, TimeProvider clock, CancellationToken cancellationToken) =>
#if NET
        Task.Delay(delay, clock, cancellationToken);
#else
        clock.Delay(delay, cancellationToken);
#endif

    /// <summary>Blocks the caller's thread for a time or until it is stopped, by a clock that tests can set.</summary>
    public static void Wait(TimeSpan delay, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A timer would wake a thread of its own and one of the pool, which spins before it sleeps again.
        if (clock == TimeProvider.System)
            cancellationToken.WaitHandle.WaitOne(delay);
        else
            Task.WhenAny(DelayAsync(delay, clock, cancellationToken)).GetAwaiter().GetResult();
    }
}
