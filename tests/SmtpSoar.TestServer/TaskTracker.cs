using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>Runs what goes on beside the test, and keeps what fails there. That a connection ends is no failure.</summary>
internal sealed class TaskTracker
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly List<Exception> _failures = [];

    public static bool IsEndOfConnection(Exception e) =>
        e is OperationCanceledException or IOException or SocketException or ObjectDisposedException or AuthenticationException;

    public void Run(Func<Task> work)
    {
        Task task = Task.Run(() => GuardAsync(work));
        lock (_gate)
        {
            _running.RemoveWhere(done => done.IsCompleted);
            _running.Add(task);
        }
    }

    public void ThrowFailures()
    {
        lock (_gate)
        {
            if (_failures.Count > 0)
            {
                throw new AggregateException("The test server itself failed.", _failures);
            }
        }
    }

    /// <summary>Waits until all is done, then throws what failed.</summary>
    public async Task WaitAsync()
    {
        while (Next() is { } task)
        {
            await task.ConfigureAwait(false);
        }

        ThrowFailures();
    }

    private Task? Next()
    {
        lock (_gate)
        {
            foreach (Task task in _running)
            {
                _running.Remove(task);
                return task;
            }

            return null;
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (IsEndOfConnection(e))
        {
            // Both sides may end a connection whenever they like.
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _failures.Add(e);
            }
        }
    }
}
