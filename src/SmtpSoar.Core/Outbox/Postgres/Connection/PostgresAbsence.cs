using System;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Knows since when the database has been away, and for how long a new message waits for it. Safe for many threads.</summary>
internal sealed class PostgresAbsence(PostgresContext context)
{
    /// <summary>The time for which a database is waited for that has answered. A restart or a failover takes some seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A server that was never there may have another port, which no time mends.
    private const int FirstSeconds = 15;

    // Messages that come one after the other share one wait. A failure that is so much later belongs to another absence.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private bool _wasThere;
    private bool _hasAnswered;
    private bool _isAway;
    private long _since;
    private long _last;

    /// <summary>Whether this command has worked with the database.</summary>
    public bool WasThere
    {
        get
        {
            lock (_gate)
                return _wasThere;
        }
    }

    private TimeSpan FirstPatience => context.FirstPatience ?? TimeSpan.FromSeconds(
        PostgresSettings.Number(context.Address, PostgresSettings.ConnectTimeout, FirstSeconds));

    /// <summary>The database is there.</summary>
    public void End()
    {
        lock (_gate)
            (_wasThere, _hasAnswered, _isAway) = (true, true, false);
    }

    /// <summary>Takes note of a failure.</summary>
    /// <returns>Whether it is an absence.</returns>
    public bool Note(Exception cause)
    {
        if (!PostgresFaults.IsAbsence(cause))
            return false;
        lock (_gate)
        {
            Count();
            _hasAnswered |= PostgresFaults.HasAnswered(cause, context.Address.Hosts.Count);
        }

        return true;
    }

    /// <summary>Takes note of a failure.</summary>
    /// <returns>Whether a new message still waits.</returns>
    public bool IsWorthAWait(Exception cause)
    {
        if (!Note(cause))
            return false;
        lock (_gate)
        {
            return (_wasThere || PostgresFaults.MayPassAtFirst(cause, context.Address.Hosts.Count))
                && Count() < (_wasThere || _hasAnswered ? Patience : FirstPatience);
        }
    }

    private TimeSpan Count()
    {
        var now = context.LeaseClock.GetTimestamp();
        if (!_isAway || context.LeaseClock.GetElapsedTime(_last, now) > Gap)
            _since = now;
        (_isAway, _last) = (true, now);
        return context.LeaseClock.GetElapsedTime(_since, now);
    }
}
