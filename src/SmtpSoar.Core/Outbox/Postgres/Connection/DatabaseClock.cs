using System;
using System.Threading;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>The database's time, told by this machine's counter since it was last heard. The machine's own date is never asked.</summary>
/// <param name="machine">The machine's counter.</param>
internal sealed class DatabaseClock(TimeProvider machine) : TimeProvider
{
    private Reading _last = new(default, machine.GetTimestamp());

    /// <summary>Whether the database has told its time.</summary>
    public bool IsSet => _last.Time != default;

    public override DateTimeOffset GetUtcNow()
    {
        var last = Volatile.Read(ref _last);
        return last.Time + machine.GetElapsedTime(last.At);
    }

    /// <summary>The database has told its time.</summary>
    public void Set(DateTimeOffset time) => Volatile.Write(ref _last, new Reading(time, machine.GetTimestamp()));

    private sealed record Reading(DateTimeOffset Time, long At);
}
