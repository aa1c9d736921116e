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
    private BlockingCollection<Request>? _queue;

    /// <summary>Asks the running work to end.</summary>
    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command had ended by itself.
        }
    }

    /// <summary>Lets the pipeline's thread do something, and waits for it. Without running work nobody listens: nothing happens.</summary>
    /// <exception cref="OperationCanceledException">It ended the command, as a warning does under -WarningAction Stop.</exception>
    public void Invoke(Action action)
    {
        if (_queue is not { } queue)
            return;
        var request = new Request(action);
        try
        {
            queue.Add(request);
        }
        catch (InvalidOperationException)
        {
            // The work that was to ask has ended meanwhile.
            return;
        }

        request.Done.Task.GetAwaiter().GetResult();
    }

    /// <summary>Runs the work to its end on other threads, and serves it from this one.</summary>
    /// <exception cref="Exception">What the work threw, or what a served action threw: that one stops the work first.</exception>
    public T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        using var requests = new BlockingCollection<Request>();
        _queue = requests;
        var task = Task.Run(() => work(_stop.Token), CancellationToken.None);
        task.ContinueWith(_ => requests.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var failure = Serve(requests);
        _queue = null;

        if (failure is null)
            return task.GetAwaiter().GetResult();
        _ = task.Exception;
        failure.Throw();
        throw new InvalidOperationException();
    }

    public void Dispose() => _stop.Dispose();

    // An action that throws ends the command; the work must end first, and goes no step further.
    private ExceptionDispatchInfo? Serve(BlockingCollection<Request> requests)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var request in requests.GetConsumingEnumerable())
        {
            if (failure is null)
                failure = request.Serve();
            if (failure is null)
                continue;
            _stop.Cancel();
            request.Done.TrySetCanceled();
        }

        return failure;
    }

    private sealed class Request(Action action)
    {
        // Asynchronous, so that the work does not go on in the pipeline's thread.
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ExceptionDispatchInfo? Serve()
        {
            try
            {
                action();
                Done.TrySetResult(true);
                return null;
            }
            catch (Exception cause)
            {
                return ExceptionDispatchInfo.Capture(cause);
            }
        }
    }
}
