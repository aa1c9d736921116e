using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres.Setup;

/// <summary>The tables and roles of an outbox as SQL.</summary>
internal static class PostgresSchema
{
    /// <summary>The version of the tables that this version of the module works with.</summary>
    public const int Version = 1;

    /// <summary>The tables.</summary>
    /// <param name="context">The address names the schema.</param>
    /// <param name="isSynchronous">Whether a failover loses no commit.</param>
    public static string Tables(PostgresContext context, bool isSynchronous) =>
        PostgresStatements.Fill(PostgresStatements.Read("schema.sql"), context.Address.Schema, context.Now)
            .Replace("{synchronous}", isSynchronous ? "true" : "false");
}
