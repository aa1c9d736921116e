using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Files.User;

/// <summary>Makes calls into the file system that a stop does not wait for.</summary>
/// <remarks>
/// No system can break off a call to a network folder whose server is silent. Another thread makes the call therefore, and is left behind
/// with it: that thread ends when the call returns, or with the process.
/// </remarks>
internal static class Stoppable
{
    /// <summary>Makes a call, and gives its result.</summary>
    /// <param name="call">The call. Nothing else may use what it works with, since it may go on after a stop.</param>
    /// <param name="stop">Ends the wait for it. The result of a call that is left behind is disposed.</param>
    /// <exception cref="OperationCanceledException">The wait was stopped.</exception>
    public static T Run<T>(Func<T> call, CancellationToken stop)
        where T : class?
    {
        stop.ThrowIfCancellationRequested();
        if (!stop.CanBeCanceled)
            return call();

        return Wait(Task.Run(call, CancellationToken.None), stop);
    }

    /// <summary>Waits for a call that another thread makes, and gives its result.</summary>
    /// <param name="call">The call.</param>
    /// <param name="stop">Ends the wait for it.</param>
    /// <exception cref="OperationCanceledException">The wait was stopped.</exception>
    public static T Wait<T>(Task<T> call, CancellationToken stop)
        where T : class?
    {
        if (!call.IsCompleted)
            WaitFor(call, stop);
        return call.GetAwaiter().GetResult();
    }

    /// <summary>Leaves a call behind. Its result is disposed once it returns.</summary>
    public static void Leave<T>(Task<T> call)
        where T : class? =>
        _ = call.ContinueWith(static late => Discard(late), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private static void WaitFor<T>(Task<T> call, CancellationToken stop)
        where T : class?
    {
        try
        {
            call.Wait(stop);
        }
        catch (AggregateException)
        {
            // The caller asks the task itself.
        }
        catch (OperationCanceledException)
        {
            Leave(call);
            throw;
        }
    }

    private static void Discard<T>(Task<T> late)
        where T : class?
    {
        if (late.Exception is null && late.Result is IDisposable unused)
            unused.Dispose();
    }
}
