using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Runs statements in short transactions. Safe for many threads; each call has a connection of its own.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    private const int MaxCollisions = 20;

    // A server that has not answered by then does not answer at all.
    private static readonly TimeSpan PatienceBehindAWait = TimeSpan.FromSeconds(10);

    private readonly PostgresContext _context;
    private readonly Lazy<NpgsqlMultiHostDataSource> _source;
    private readonly PostgresStatements _statements;
    private readonly PostgresLine _look;

    /// <summary>Nothing is connected yet.</summary>
    public PostgresDatabase(PostgresContext context)
    {
        _context = context;
        _statements = new PostgresStatements(context.Address.Schema, context.Now, context.Minute);
        _source = new Lazy<NpgsqlMultiHostDataSource>(() => Source(PostgresSettings.Of(context.Address, context.Store.Asset)));
        _look = NewLine();
    }

    /// <summary>Opens a connection to the primary server.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = _source.Value.CreateConnection(TargetSessionAttributes.Primary);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements in one transaction and one round trip.</summary>
    /// <returns>How many rows each of them changed.</returns>
    public async Task<IReadOnlyList<int>> WriteAsync(IReadOnlyList<PostgresCall> calls, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> counts = [];
        await InTransactionAsync(
            calls,
            async (batch, own) => counts = await ExecuteAsync(batch, own, _ => { }, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return counts;
    }

    /// <summary>Runs statements in one transaction, and reads the rows that they give.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        IReadOnlyList<PostgresCall> calls, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await InTransactionAsync(
            calls,
            async (batch, own) =>
            {
                rows = [];
                await ExecuteAsync(batch, own, reader => rows.Add(read(reader)), cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>The one value that a statement gives.</summary>
    public async Task<T> ScalarAsync<T>(PostgresCall call, CancellationToken cancellationToken) =>
        (await ReadAsync([call], reader => reader.GetFieldValue<T>(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>
    /// The one value that a statement gives which changes nothing, and needs no transaction of its own. It is asked over a connection that
    /// stays. The caller's thread waits: to wake others for each look would cost more than the look does.
    /// </summary>
    public T Look<T>(PostgresCall call) => _context.Prologue is null
        ? _look.Ask<T>(() => call.ToCommand(_statements))
        : ReadAll(call, reader => reader.GetFieldValue<T>(0))[0];

    /// <summary>Changes rows by one statement, over the connection of <see cref="Look"/>, while the caller's thread waits.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Tell(PostgresCall call) => Write(_look, call);

    /// <summary>
    /// Waits in the server until a message of an outbox may be due, the time is over or the caller is stopped. It takes the connection of
    /// <see cref="Look"/>, and the caller's thread.
    /// </summary>
    public void Wait(PostgresWaitCall wait, CancellationToken stop) => _look.Wait(
        process => new NpgsqlBatchCommand(_statements.ToWait(wait, process)),
        (int)Math.Ceiling((wait.Limit + PatienceBehindAWait).TotalSeconds),
        stop);

    /// <summary>Renews something that has its own line, while the caller's thread waits.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Write(PostgresLine line, PostgresCall call) =>
        _context.Prologue is null ? line.Write(() => call.ToCommand(_statements)) : Write(call);

    /// <summary>A connection that stays. Nothing is connected yet.</summary>
    public PostgresLine NewLine() => new(
        () => Source(PostgresSettings.OfLine(_context.Address, _context.Store.Asset)),
        () => Errors.OutboxNotDurable.With(_context.Address.Shown));

    /// <summary>Opens a connection to the primary server, and a transaction that the caller commits. The caller's thread waits.</summary>
    public PostgresTransaction Begin()
    {
        var connection = _source.Value.OpenConnection(TargetSessionAttributes.Primary);
        return new PostgresTransaction(connection, _context, _statements);
    }

    /// <summary>Opens a connection to the primary server, and a transaction that the caller commits.</summary>
    public async Task<PostgresTransaction> BeginAsync(CancellationToken cancellationToken) =>
        new(await OpenAsync(cancellationToken).ConfigureAwait(false), _context, _statements);

    /// <summary>Runs one statement in a transaction of its own, while the caller's thread waits.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Write(PostgresCall call)
    {
        using var transaction = Begin();
        transaction.Add(call);
        return transaction.Commit()[0];
    }

    /// <summary>Reads rows, while the caller's thread waits.</summary>
    public IReadOnlyList<T> ReadAll<T>(PostgresCall call, Func<NpgsqlDataReader, T> read)
    {
        using var transaction = Begin();
        return transaction.Read(call, read);
    }

    public void Dispose()
    {
        _look.Dispose();
        if (_source.IsValueCreated)
            _source.Value.Dispose();
    }

    private static NpgsqlMultiHostDataSource Source(NpgsqlConnectionStringBuilder settings) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost();

    // Another transaction may have been in the way: then nothing of this one happened.
    private async Task InTransactionAsync(
        IReadOnlyList<PostgresCall> calls, Func<NpgsqlBatch, int, Task> run, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                await run(ToBatch(connection, calls, out var own), own).ConfigureAwait(false);
                return;
            }
            catch (PostgresException collision) when (PostgresFaults.IsCollision(collision) && attempt < MaxCollisions)
            {
                await Task.Delay(attempt * 5, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private NpgsqlBatch ToBatch(NpgsqlConnection connection, IReadOnlyList<PostgresCall> calls, out int own)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new PostgresCall("begin").ToCommand(_statements));
        if (_context.Prologue is { } prologue)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(prologue()));
        own = batch.BatchCommands.Count;
        foreach (var call in calls)
            batch.BatchCommands.Add(call.ToCommand(_statements));
        batch.BatchCommands.Add(new PostgresCall("commit").ToCommand(_statements));
        return batch;
    }

    private async Task<IReadOnlyList<int>> ExecuteAsync(
        NpgsqlBatch batch, int own, Action<NpgsqlDataReader> onRow, CancellationToken cancellationToken)
    {
        var isDurable = true;
        NoticeEventHandler onNotice = (_, notice) => isDurable &= !IsLostWait(notice.Notice);
        batch.Connection!.Notice += onNotice;
        try
        {
            using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            do
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    onRow(reader);
            }
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            batch.Connection!.Notice -= onNotice;
        }

        if (!isDurable)
            throw Errors.OutboxNotDurable.With(_context.Address.Shown);
        return Counts(batch, own);
    }

    /// <summary>How many rows each statement of a transaction changed, without the first ones and the commit.</summary>
    internal static IReadOnlyList<int> Counts(NpgsqlBatch batch, int first)
    {
        var counts = new List<int>();
        for (var i = first; i < batch.BatchCommands.Count - 1; i++)
            counts.Add((int)batch.BatchCommands[i].RecordsAffected);
        return counts;
    }

    // The commit is told as a success, and yet the standby may not have it.
    // https://www.postgresql.org/docs/current/warm-standby.html#SYNCHRONOUS-REPLICATION
    internal static bool IsLostWait(PostgresNotice notice) => notice.SqlState == "01000";
}
