using System;
using System.Collections.Generic;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>The settings that an address may have behind its question mark: libpq's, and our own.</summary>
internal static class PostgresParameters
{
    /// <summary>Their names.</summary>
    internal static readonly HashSet<string> All = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "port", "user", "password", "dbname", "passfile", "application_name", "connect_timeout",
        "sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "krbsrvname",
        "outbox", "schema", "lease",
    };
}
