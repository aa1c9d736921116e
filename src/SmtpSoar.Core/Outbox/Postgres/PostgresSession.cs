using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Outbox.Postgres.Setup;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>
/// One command's place in the database: it has looked at the server once, and lives there as an owner. Safe for many threads.
/// </summary>
internal sealed class PostgresSession(PostgresContext context) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // Servers lock a login after some attempts, and each message would be another one.
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SemaphoreSlim _waiting = new(1, 1);
    private readonly PostgresAbsence _absence = new(context);
    private volatile bool _isChecked;
    private volatile bool _mayOnlyAccept;
    private PostgresOwner? _owner;
    private volatile Refusal? _refusal;

    public PostgresContext Context => context;

    public PostgresAddress Address => context.Address;

    public PostgresDatabase Database { get; } = new(context);

    /// <summary>The database's time.</summary>
    public DatabaseClock Clock { get; } = new(context.Clock);

    /// <summary>The owner as it is now, or <see langword="null"/> before the first write.</summary>
    public PostgresOwner? Owner => Volatile.Read(ref _owner);

    /// <summary>Whether the user may only accept, as far as is known.</summary>
    public bool MayOnlyAccept => _mayOnlyAccept;

    /// <summary>Runs work, and gives whatever goes wrong as one of the module's errors.</summary>
    /// <param name="work">The work.</param>
    /// <param name="right">The right that it takes. Default: that to send.</param>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work, PostgresRight? right = null)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception cause) when (IsOurs(cause))
        {
            throw await TranslateAsync(cause, right ?? PostgresRight.Work).ConfigureAwait(false);
        }
    }

    /// <summary>Runs work that looks, while the caller's thread waits, and gives whatever goes wrong as an error of the module.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (IsOurs(cause))
        {
            throw TranslateAsync(cause, PostgresRight.Read).GetAwaiter().GetResult();
        }
    }

    /// <summary>Does something that may be done twice, again and again while the database is away for a moment.</summary>
    public async Task<T> PersistAsync<T>(Func<bool, Task<T>> work, CancellationToken cancellationToken)
    {
        var (pause, waited, isAgain) = (FirstPause, Stopwatch.StartNew(), false);
        using var sign = new LateSign(context);
        while (true)
        {
            try
            {
                return await work(isAgain).ConfigureAwait(false);
            }
            catch (Exception cause) when (IsPassing(cause) && waited.Elapsed < PostgresAbsence.Patience)
            {
                isAgain = true;
                _isChecked = false;
                sign.Begin();
            }

            pause = await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at the server once: whether it can keep an outbox, has the tables, and in which version.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_isChecked)
            return;
        if (_refusal is { } refused && context.LeaseClock.GetElapsedTime(refused.At) < PauseAfterRefusal)
            ExceptionDispatchInfo.Capture(refused.Cause).Throw();
        try
        {
            _mayOnlyAccept = !await PostgresCheck.RunAsync(this, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (PostgresFaults.IsLoginRefused(cause))
        {
            _refusal = new Refusal(cause, context.LeaseClock.GetTimestamp());
            throw;
        }

        _isChecked = true;
        _absence.End();
    }

    /// <summary>
    /// Looks at the server as above, and waits for one that is away for a moment. Messages that come during that wait share it.
    /// </summary>
    public async Task CheckPatientlyAsync(CancellationToken cancellationToken)
    {
        if (_isChecked)
            return;
        using var sign = new LateSign(context);
        sign.Begin();
        await _waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await CheckAgainAndAgainAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _waiting.Release();
        }
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
        catch (Npgsql.PostgresException refusal) when (PostgresFaults.MissingGrant(refusal) is not null)
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
        _waiting.Dispose();
    }

    private async Task CheckAgainAndAgainAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await CheckAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception cause) when (_absence.IsWorthAWait(cause))
            {
                // Asked again below.
            }

            pause = await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<TimeSpan> PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        return pause + pause < LongestPause ? pause + pause : LongestPause;
    }

    private bool IsPassing(Exception cause) =>
        PostgresFaults.IsCollision(cause) || (_absence.Note(cause) && _absence.WasThere);

    private static bool IsOurs(Exception cause) =>
        cause is not SmtpSoarException && (PostgresFaults.IsFault(cause) || cause is OperationCanceledException);

    private async Task<SmtpSoarException> TranslateAsync(Exception cause, PostgresRight right) =>
        PostgresFaults.MissingGrant(cause) is { } refusal
            ? await right.ExplainAsync(this, refusal).ConfigureAwait(false)
            : PostgresFaults.Translate(context.Address, cause);

    private sealed record Refusal(Exception Cause, long At);

    /// <summary>Shows a wait for the database from when it begins.</summary>
    private sealed class LateSign(PostgresContext context) : IDisposable
    {
        private Wait? _wait;

        public void Begin() => _wait ??= context.NewSign().Begin(Messages.ForDatabase(context.Address.Shown), null);

        public void Dispose() => _wait?.Dispose();
    }
}
