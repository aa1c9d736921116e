using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres.Setup;

/// <summary>Finds out whether a server can keep an outbox, and whether its schema is the one that this version knows.</summary>
internal static class PostgresCheck
{
    private const int OldestServer = 120000;

    /// <summary>Looks.</summary>
    /// <returns>Whether the user may send, and not only accept.</returns>
    /// <exception cref="SmtpSoarException">It can't: the error says why.</exception>
    public static async Task<bool> RunAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        var server = await ServerAsync(session.Database, cancellationToken).ConfigureAwait(false);
        CheckServer(session.Address, server);
        if (!session.Address.IsLocal && session.Address["sslmode"] is { } mode && mode is not "verify-full")
            session.Context.Store.Feedback.Warning(Messages.OutboxTlsNotVerified(session.Address.Shown, mode));
        if (server.IsFast)
            session.Context.Store.Feedback.Warning(Messages.OutboxWithoutFsync(session.Address.Shown));
        if (!server.HasSchema)
            throw Errors.OutboxSchemaMissing.With(session.Address.Shown, $"there is no table {session.Address.Schema}.meta");
        var (version, now, maySend) = (await session.Database.ReadAsync(
            [new PostgresCall("meta")],
            reader => (reader.GetInt32(0), reader.GetFieldValue<System.DateTimeOffset>(1), reader.GetBoolean(2)),
            cancellationToken).ConfigureAwait(false))[0];
        CheckVersion(session.Address, version);
        session.Clock.Set(now);
        return maySend;
    }

    /// <summary>Asks the server about itself.</summary>
    public static async Task<Server> ServerAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        (await database.ReadAsync([new PostgresCall("server")], Server.Of, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Refuses a server that would lose what it has accepted.</summary>
    public static void CheckServer(PostgresAddress address, Server server)
    {
        if (server.Version < OldestServer)
            throw Errors.OutboxServerTooOld.With(address.Shown, server.Version / 10000);
        if (server.IsStandby)
            throw Errors.OutboxDatabaseReadOnly.With(address.Shown, "it is a standby");
        if (server.SynchronousCommit == "off")
            throw Errors.OutboxCommitsLate.With(address.Shown);
    }

    private static void CheckVersion(PostgresAddress address, int version)
    {
        if (version > PostgresSchema.Version)
            throw Errors.OutboxSchemaNewer.With(address.Shown, version, PostgresSchema.Version);
        if (version < PostgresSchema.Version)
            throw Errors.OutboxSchemaOlder.With(address.Shown, version, PostgresSchema.Version);
    }

    /// <summary>A server's words about itself.</summary>
    internal sealed record Server(bool IsStandby, bool IsFast, string SynchronousCommit, int Version, bool HasSchema)
    {
        public static Server Of(NpgsqlDataReader reader) => new(
            reader.GetBoolean(0), reader.GetString(1) == "off", reader.GetString(2), reader.GetInt32(4), reader.GetBoolean(5));
    }
}
