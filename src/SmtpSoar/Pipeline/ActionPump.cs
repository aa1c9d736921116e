using System;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Pipeline;

/// <summary>
/// Runs asynchronous work for a command while the pipeline's thread does what the work asks of it, such as writing a
/// warning. Only that thread may talk to PowerShell.
/// </summary>
internal sealed class ActionPump : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private BlockingCollection<Action>? _queue;

    /// <summary>Asks the running work to end.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Asks the pipeline's thread to do something, soon. Does not wait for it.</summary>
    public void Post(Action action)
    {
        try
        {
            _queue?.Add(action);
        }
        catch (InvalidOperationException)
        {
            // The work has ended meanwhile; nobody listens any more.
        }
    }

    /// <summary>Runs the work to its end on other threads, and serves it from this one.</summary>
    /// <exception cref="Exception">What the work threw, or what a served action threw: that one stops the work first.</exception>
    public T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        using var actions = new BlockingCollection<Action>();
        _queue = actions;
        var task = Task.Run(() => work(_stop.Token), CancellationToken.None);
        task.ContinueWith(_ => actions.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var failure = Serve(actions);
        _queue = null;

        if (failure is null)
            return task.GetAwaiter().GetResult();
        _ = task.Exception;
        failure.Throw();
        throw new InvalidOperationException();
    }

    public void Dispose() => _stop.Dispose();

    // An action that throws, such as a warning under -WarningAction Stop, ends the command; the work must end first.
    private ExceptionDispatchInfo? Serve(BlockingCollection<Action> actions)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var action in actions.GetConsumingEnumerable())
        {
            if (failure is not null)
                continue;
            try
            {
                action();
            }
            catch (Exception cause)
            {
                failure = ExceptionDispatchInfo.Capture(cause);
                _stop.Cancel();
            }
        }

        return failure;
    }
}
