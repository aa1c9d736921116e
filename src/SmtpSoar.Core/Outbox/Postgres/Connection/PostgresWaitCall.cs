using System;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>A wait in the server, behind which an owner has its lease still.</summary>
/// <param name="Outbox">The outbox' name, which may have any character.</param>
/// <param name="Owner">The owner's number.</param>
/// <param name="Lease">Its lease, from the end of the wait.</param>
/// <param name="Step">The time between two looks of those who wait for the same outbox.</param>
/// <param name="Limit">The time after which it ends.</param>
internal sealed record PostgresWaitCall(string Outbox, long Owner, TimeSpan Lease, TimeSpan Step, TimeSpan Limit)
{
    /// <summary>More workers than that look no less often each.</summary>
    public const int MaxTurns = 12;
}
