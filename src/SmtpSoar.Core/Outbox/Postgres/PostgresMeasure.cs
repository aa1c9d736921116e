using System;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Counts the messages of an outbox by one statement, so that all numbers are of one moment.</summary>
internal static class PostgresMeasure
{
    /// <summary>Counts.</summary>
    public static async Task<OutboxMeasure> RunAsync(PostgresSession session, TimeSpan period, CancellationToken cancellationToken)
    {
        var call = new PostgresCall("measure", session.Address.Outbox, period);
        var rows = await session.Database
            .ReadAsync([call], reader => ToMeasure(reader, session.Address.Shown, period), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    private static OutboxMeasure ToMeasure(NpgsqlDataReader reader, string outbox, TimeSpan period)
    {
        return new OutboxMeasure
        {
            Outbox = outbox,
            Period = period,
            Time = reader.GetFieldValue<DateTimeOffset>(0),
            Waiting = Count(1),
            Due = Count(2),
            Sending = Count(3),
            Sent = Count(4),
            Failed = Count(5),
            Unknown = Count(6),
            Held = Count(7),
            Moving = Count(8),
            OldestWaiting = Time(9),
            OldestDue = Time(10),
            AcceptedPerMinute = Count(11) / period.TotalMinutes,
            SentPerMinute = Count(12) / period.TotalMinutes,
            FailedPerMinute = Count(13) / period.TotalMinutes,
        };

        int Count(int column) => (int)Math.Min(reader.GetInt64(column), int.MaxValue);
        DateTimeOffset? Time(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }
}
