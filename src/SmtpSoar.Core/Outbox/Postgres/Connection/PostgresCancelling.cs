using System;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Asks the server to end a statement, once its caller is stopped. It is disposed of when the statement has ended.</summary>
internal sealed class PostgresCancelling : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlBatch _batch;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenRegistration _registration;
    private Task _asking = Task.CompletedTask;

    public PostgresCancelling(NpgsqlBatch batch, CancellationToken stop)
    {
        _batch = batch;
        _registration = stop.Register(Begin);
    }

    public void Dispose()
    {
        // Waits for a call of Begin that runs now.
        _registration.Dispose();
        _ended.Cancel();
        _asking.ContinueWith(_ => _ended.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    // Not by the thread that stops: a server that is away keeps a request waiting.
    private void Begin() => _asking = Task.Run(AskAsync);

    // The statement may not have begun yet: a request that comes before it is lost.
    private async Task AskAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            Failures.Of(_batch.Cancel);
            await Failures.OfAsync(() => Task.Delay(Pause, _ended.Token)).ConfigureAwait(false);
        }
    }
}
