using System;
using System.IO;
using SmtpSoar.Core.Outbox.FileSystem;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>The states and records as the tables have them.</summary>
internal static class PostgresState
{
    /// <summary>The number of a state in the table queue.</summary>
    public static short Of(OutboxState state) => state switch
    {
        OutboxState.Waiting => 0,
        OutboxState.Sending => 1,
        OutboxState.Sent => 2,
        OutboxState.Failed => 4,
        OutboxState.Unknown => 5,
        OutboxState.Held => 6,
        OutboxState.Moving => 7,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A record with its digest.</summary>
    public static byte[] ToBytes(OutboxRecord record)
    {
        using var stream = new MemoryStream();
        OutboxRecordJson.Write(stream, record);
        return stream.ToArray();
    }
}
