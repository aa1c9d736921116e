using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Npgsql;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>A transaction of several round trips. Without a commit it is rolled back.</summary>
internal sealed class PostgresTransaction : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly PostgresContext _context;
    private readonly PostgresStatements _statements;
    private NpgsqlBatch _batch;
    private int _own;
    private bool _isDurable = true;

    public PostgresTransaction(NpgsqlConnection connection, PostgresContext context, PostgresStatements statements)
    {
        (_connection, _context, _statements) = (connection, context, statements);
        _connection.Notice += OnNotice;
        _batch = new NpgsqlBatch(connection);
        Add(new PostgresCall("begin"));
        if (context.Prologue is { } prologue)
            _batch.BatchCommands.Add(new NpgsqlBatchCommand(prologue()));
        _own = _batch.BatchCommands.Count;
    }

    /// <summary>Adds a statement to the next round trip.</summary>
    public void Add(PostgresCall call) => _batch.BatchCommands.Add(call.ToCommand(_statements));

    /// <summary>Makes the round trip. The caller's thread waits.</summary>
    public void Send()
    {
        _batch.ExecuteNonQuery();
        _batch = new NpgsqlBatch(_connection);
        _own = 0;
    }

    /// <summary>Commits, with the statements that were added since the last round trip. The caller's thread waits.</summary>
    /// <returns>How many rows each of these statements changed.</returns>
    public IReadOnlyList<int> Commit()
    {
        Add(new PostgresCall("commit"));
        _batch.ExecuteNonQuery();
        return _isDurable
            ? PostgresDatabase.Counts(_batch, _own)
            : throw NotDurable();
    }

    /// <summary>Commits, with the statements that were added since the last round trip.</summary>
    /// <returns>The rows that these statements gave.</returns>
    public async Task<IReadOnlyList<T>> CommitAsync<T>(Func<NpgsqlDataReader, T> read)
    {
        Add(new PostgresCall("commit"));
        var rows = new List<T>();
        using (var reader = await _batch.ExecuteReaderAsync().ConfigureAwait(false))
        {
            do
            {
                while (await reader.ReadAsync().ConfigureAwait(false))
                    rows.Add(read(reader));
            }
            while (await reader.NextResultAsync().ConfigureAwait(false));
        }

        return _isDurable ? rows : throw NotDurable();
    }

    /// <summary>Reads rows, and ends the transaction. The caller's thread waits.</summary>
    public IReadOnlyList<T> Read<T>(PostgresCall call, Func<NpgsqlDataReader, T> read)
    {
        Add(call);
        Add(new PostgresCall("commit"));
        using var reader = _batch.ExecuteReader();
        var rows = new List<T>();
        do
        {
            while (reader.Read())
                rows.Add(read(reader));
        }
        while (reader.NextResult());
        return rows;
    }

    public void Dispose()
    {
        _connection.Notice -= OnNotice;
        _connection.Dispose();
    }

    private SmtpSoarException NotDurable() => Errors.OutboxNotDurable.With(_context.Address.Shown);

    private void OnNotice(object sender, NpgsqlNoticeEventArgs notice) => _isDurable &= !PostgresDatabase.IsLostWait(notice.Notice);
}
