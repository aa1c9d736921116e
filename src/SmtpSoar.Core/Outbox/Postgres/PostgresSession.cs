using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Outbox.Postgres.Setup;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>
/// One command's place in the database: it has looked at the server once, and lives there as an owner. Safe for many threads.
/// </summary>
internal sealed class PostgresSession(PostgresContext context) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // A restart or a failover takes some seconds. A database that was never there is not waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isChecked;
    private volatile bool _wasThere;
    private volatile bool _mayOnlyAccept;
    private PostgresOwner? _owner;

    public PostgresContext Context => context;

    public PostgresAddress Address => context.Address;

    public PostgresDatabase Database { get; } = new(context);

    /// <summary>The database's time.</summary>
    public DatabaseClock Clock { get; } = new(context.Clock);

    /// <summary>The owner as it is now, or <see langword="null"/> before the first write.</summary>
    public PostgresOwner? Owner => Volatile.Read(ref _owner);

    /// <summary>Whether the user may only accept, as far as it has shown.</summary>
    public bool MayOnlyAccept => _mayOnlyAccept;

    /// <summary>Runs work, and gives whatever goes wrong as one of the module's errors.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception cause) when (IsOurs(cause))
        {
            throw Translate(cause);
        }
    }

    /// <summary>Runs work whose caller's thread waits, and gives whatever goes wrong as one of the module's errors.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (IsOurs(cause))
        {
            throw Translate(cause);
        }
    }

    /// <summary>Does something that may be done twice, again and again while the database is away for a moment.</summary>
    public async Task<T> PersistAsync<T>(Func<bool, Task<T>> work, CancellationToken cancellationToken)
    {
        var (pause, waited, isAgain) = (FirstPause, Stopwatch.StartNew(), false);
        while (true)
        {
            try
            {
                return await work(isAgain).ConfigureAwait(false);
            }
            catch (Exception cause) when (IsPassing(cause) && waited.Elapsed < Patience)
            {
                isAgain = true;
                _isChecked = false;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    /// <summary>Looks at the server once: whether it can keep an outbox, has the tables, and in which version.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_isChecked)
            return;
        await PostgresCheck.RunAsync(this, cancellationToken).ConfigureAwait(false);
        (_isChecked, _wasThere) = (true, true);
    }

    /// <summary>The owner, which begins where there is none or the last one is over.</summary>
    public async Task<PostgresOwner> OwnerAsync(CancellationToken cancellationToken)
    {
        if (Owner is { IsAlive: true } living)
            return living;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Owner is { IsAlive: true } begun)
                return begun;
            await CheckAsync(cancellationToken).ConfigureAwait(false);
            _owner?.End();
            return _owner = await PostgresOwner.BeginAsync(Database, context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The owner, or <see langword="null"/> for a user who may only accept.</summary>
    public async Task<PostgresOwner?> TryOwnerAsync(CancellationToken cancellationToken)
    {
        if (_mayOnlyAccept)
            return null;
        try
        {
            return await OwnerAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Npgsql.PostgresException refusal) when (refusal.SqlState == "42501")
        {
            _mayOnlyAccept = true;
            return null;
        }
    }

    /// <summary>Lives on as another owner: what this one took, if anything, is not known.</summary>
    public void Resign(PostgresOwner owner)
    {
        if (Interlocked.CompareExchange(ref _owner, null, owner) == owner)
            owner.End();
    }

    public void Dispose()
    {
        _owner?.End();
        Database.Dispose();
        _gate.Dispose();
    }

    private bool IsPassing(Exception cause) => PostgresFaults.IsCollision(cause) || (_wasThere && PostgresFaults.IsAbsence(cause));

    private static bool IsOurs(Exception cause) =>
        cause is not SmtpSoarException && (PostgresFaults.IsFault(cause) || cause is OperationCanceledException);

    private SmtpSoarException Translate(Exception cause) => PostgresFaults.Translate(context.Address, cause);
}
