using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Pipeline;

/// <summary>
/// Runs asynchronous work for a command while the pipeline's thread does what the work asks of it, such as writing a
/// warning. Only that thread may talk to PowerShell.
/// </summary>
internal sealed class PipelineThreadDispatcher : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    // A plain monitor: the framework's blocking collections spin before they wait, and end by an exception of their own.
    private readonly object _gate = new();
    private readonly Queue<Request> _requests = new();
    private bool _isListening;
    private bool _hasEnded;
    private ExceptionDispatchInfo? _failure;
    private int _workingThread;

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

    /// <summary>Lets the pipeline's thread do something, and waits until it has: while it is away, until it is here again.</summary>
    /// <exception cref="OperationCanceledException">It ended the command, as a warning does under -WarningAction Stop.</exception>
    public void Invoke(Action action)
    {
        var request = new Request(action);
        if (_workingThread == Environment.CurrentManagedThreadId)
            Serve(request);
        else if (!TryAdd(request))
            return;
        request.Done.Task.GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="Invoke"/>, but does not wait for a thread that is away.</summary>
    /// <exception cref="OperationCanceledException">It ended the command, as a verbose line does where that is asked for.</exception>
    public void Tell(Action action)
    {
        bool isHere;
        lock (_gate)
            isHere = _isListening || _workingThread == Environment.CurrentManagedThreadId;
        if (isHere)
            Invoke(action);
        else
            Post(action);
    }

    /// <summary>Lets the pipeline's thread do something when it is here, and waits for nothing.</summary>
    public void Post(Action action)
    {
        var request = new Request(action);
        if (_workingThread == Environment.CurrentManagedThreadId)
            Serve(request);
        else
            TryAdd(request);
    }

    /// <summary>Runs the work to its end on other threads, and serves it from this one.</summary>
    /// <exception cref="Exception">The work's exception, or that of a served action, which stops the work first.</exception>
    public T Run<T>(Func<CancellationToken, Task<T>> work) => ResultOf(work, onThisThread: false);

    /// <inheritdoc cref="Run{T}(Func{CancellationToken, Task{T}})"/>
    public T Run<T>(Func<CancellationToken, T> work) => ResultOf(work, onThisThread: false);

    /// <inheritdoc cref="Run{T}(Func{CancellationToken, Task{T}})"/>
    public void Run(Func<CancellationToken, Task> work) => Complete(work, onThisThread: false);

    /// <inheritdoc cref="Run{T}(Func{CancellationToken, Task{T}})"/>
    public void Run(Action<CancellationToken> work) => Complete(
        stop =>
        {
            work(stop);
            return Task.CompletedTask;
        },
        onThisThread: false);

    /// <summary>
    /// Runs the work on this thread as far as it goes without waiting for another one, and then as <see
    /// cref="Run{T}(Func{CancellationToken, Task{T}})"/> does.
    /// </summary>
    /// <remarks>
    /// For many short pieces of work: to hand each to another thread and back costs more than the work does. It must not
    /// wait, on this thread, for a thread that may ask something of the pipeline.
    /// </remarks>
    /// <exception cref="Exception">The work's exception, or that of a served action, which stops the work first.</exception>
    public T RunHere<T>(Func<CancellationToken, Task<T>> work) => ResultOf(work, onThisThread: true);

    /// <summary>Runs work on this thread that waits for nothing.</summary>
    /// <exception cref="Exception">The work's exception, or that of a served action.</exception>
    public T RunHere<T>(Func<CancellationToken, T> work)
    {
        _failure = null;
        _workingThread = Environment.CurrentManagedThreadId;
        try
        {
            var made = work(_stop.Token);
            _failure?.Throw();
            return made;
        }
        catch when (_failure is not null)
        {
            _failure.Throw();
            throw;
        }
        finally
        {
            _workingThread = 0;
        }
    }

    /// <inheritdoc cref="RunHere{T}(Func{CancellationToken, Task{T}})"/>
    public void RunHere(Func<CancellationToken, Task> work) => Complete(work, onThisThread: true);

    /// <summary>Ends all work: a caller that waits for the pipeline's thread gets no answer any more.</summary>
    public void End()
    {
        Stop();
        lock (_gate)
        {
            _hasEnded = true;
            while (_requests.Count > 0)
                _requests.Dequeue().Done.TrySetCanceled();
        }
    }

    public void Dispose()
    {
        End();
        _stop.Dispose();
    }

    private T ResultOf<T>(Func<CancellationToken, Task<T>> work, bool onThisThread)
    {
        Task<T>? task = null;
        Complete(stop => task = work(stop), onThisThread);
        return task!.GetAwaiter().GetResult();
    }

    private T ResultOf<T>(Func<CancellationToken, T> work, bool onThisThread)
    {
        T result = default!;
        Complete(
            stop =>
            {
                result = work(stop);
                return Task.CompletedTask;
            },
            onThisThread);
        return result;
    }

    private void Complete(Func<CancellationToken, Task> work, bool onThisThread)
    {
        _failure = null;
        _isListening = true;
        var task = onThisThread ? Begin(work) : Task.Run(() => work(_stop.Token), CancellationToken.None);
        if (task.IsCompleted)
            EndListening();
        else
            task.ContinueWith(
                _ => EndListening(),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        while (TryTake(out var request))
            Serve(request);
        if (_failure is null)
        {
            task.GetAwaiter().GetResult();
            return;
        }

        _ = task.Exception;
        _failure.Throw();
    }

    private Task Begin(Func<CancellationToken, Task> work)
    {
        _workingThread = Environment.CurrentManagedThreadId;
        try
        {
            return work(_stop.Token);
        }
        catch (Exception cause)
        {
            return Task.FromException(cause);
        }
        finally
        {
            _workingThread = 0;
        }
    }

    private bool TryAdd(Request request)
    {
        lock (_gate)
        {
            if (_hasEnded)
                return false;
            _requests.Enqueue(request);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    // Waits for the next request, or for the end of the work.
    private bool TryTake([NotNullWhen(true)] out Request? request)
    {
        lock (_gate)
        {
            while (_requests.Count == 0 && _isListening)
                Monitor.Wait(_gate);
            request = _requests.Count > 0 ? _requests.Dequeue() : null;
            return request is not null;
        }
    }

    private void EndListening()
    {
        lock (_gate)
        {
            _isListening = false;
            Monitor.Pulse(_gate);
        }
    }

    // An action that throws ends the command; the work must end first, and goes no step further.
    private void Serve(Request request)
    {
        _failure ??= request.Serve();
        if (_failure is null)
            return;
        _stop.Cancel();
        request.Done.TrySetCanceled();
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
