using System;
using System.Threading;
using Npgsql;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>
/// Runs single statements over a connection that stays: each costs the database one statement and this machine one round trip. Each may
/// be run twice, and is a transaction by itself. Safe for many threads; the caller's thread waits.
/// </summary>
/// <remarks>
/// A pool asks the server for its role with each connection that it lends. This connection has asked once: a server that becomes a standby
/// has restarted, and lost its connections. Npgsql sends several statements at once by the thread pool, and a single one by the caller.
/// </remarks>
/// <param name="open">Makes the source of the connection, when it is first needed.</param>
/// <param name="notDurable">Makes the error for a commit that a standby may not have.</param>
internal sealed class PostgresLine(Func<NpgsqlMultiHostDataSource> open, Func<SmtpSoarException> notDurable) : IDisposable
{
    private readonly object _gate = new();
    private NpgsqlMultiHostDataSource? _source;
    private NpgsqlConnection? _connection;
    private bool _isDurable;

    /// <summary>The one value that a statement gives.</summary>
    public T Ask<T>(Func<NpgsqlBatchCommand> statement) => (T)Run(statement, batch => batch.ExecuteScalar()!);

    /// <summary>Runs a statement that changes rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Write(Func<NpgsqlBatchCommand> statement) => (int)Run(statement, batch => batch.ExecuteNonQuery());

    /// <summary>
    /// Runs a statement that waits in the server, until it ends or is stopped. It is not run again over another connection: the caller
    /// looks afterwards.
    /// </summary>
    /// <param name="statement">Makes the statement, for the number of the server's process as this client was told it.</param>
    /// <param name="limit">The time that it may take, in seconds.</param>
    /// <param name="stop">Stops it.</param>
    public void Wait(Func<int, NpgsqlBatchCommand> statement, int limit, CancellationToken stop)
    {
        lock (_gate)
        {
            var connection = _connection ?? Open();
            Run(connection, statement(connection.ProcessID), batch => Execute(batch, limit, stop));

            // A request to end it may come late, and would meet the next statement.
            if (stop.IsCancellationRequested)
                Drop();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Drop();
            _source?.Dispose();
        }
    }

    // A connection may have been cut since the last statement. A new one decides whether the database is away.
    private object Run(Func<NpgsqlBatchCommand> statement, Func<NpgsqlBatch, object> execute)
    {
        lock (_gate)
        {
            try
            {
                if (_connection is { } kept)
                    return Run(kept, statement(), execute);
            }
            catch (NpgsqlException) when (_connection is null)
            {
                // Asked again below.
            }

            return Run(Open(), statement(), execute);
        }
    }

    private object Run(NpgsqlConnection connection, NpgsqlBatchCommand statement, Func<NpgsqlBatch, object> execute)
    {
        try
        {
            _isDurable = true;
            var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(statement);
            var result = execute(batch);
            return _isDurable ? result : throw notDurable();
        }
        catch
        {
            Drop();
            throw;
        }
    }

    private static int Execute(NpgsqlBatch batch, int limit, CancellationToken stop)
    {
        batch.Timeout = limit;
        using var cancelling = new PostgresCancelling(batch, stop);
        return batch.ExecuteNonQuery();
    }

    private NpgsqlConnection Open()
    {
        _source ??= open();
        _connection = _source.OpenConnection(TargetSessionAttributes.Primary);
        _connection.Notice += (_, notice) => _isDurable &= !PostgresDatabase.IsLostWait(notice.Notice);
        return _connection;
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
