using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres.Setup;

/// <summary>Makes the tables and roles of an outbox, or brings them up to date.</summary>
internal sealed class PostgresSetup(PostgresContext context, OutboxSetupOptions options)
{
    private static readonly Regex SimpleName = new("^[a-z_][a-z0-9_]{0,62}$");

    private PostgresAddress Address => context.Address;

    /// <summary>All of it as SQL, for an administrator to read and run. Nothing is connected.</summary>
    /// <exception cref="SmtpSoarException">A role's name can't be.</exception>
    public string Script() => string.Join("\n", [
        $"-- The outbox '{Address.Outbox}' in the schema {Address.Schema}: tables of version {PostgresSchema.Version}.",
        "-- Run it as the owner of the database who may make roles: psql -v ON_ERROR_STOP=1 -f FILE DATABASE",
        "-- It is for a database that has no outbox yet. Initialize-SoarOutbox without -AsScript may be run again.",
        "begin;",
        PostgresSchema.Tables(context, options.SynchronousStandby ?? false),
        Roles(),
        $"insert into {Address.Schema}.outbox (name) values ('{Address.Outbox}') on conflict (name) do nothing;",
        "commit;",
        ""]);

    /// <summary>Does it, in one transaction.</summary>
    /// <exception cref="SmtpSoarException">It can't be done: nothing has changed.</exception>
    public async Task<OutboxSetup> RunAsync(CancellationToken cancellationToken)
    {
        using var session = new PostgresSession(context);
        return await session
            .GuardAsync(() => RunAsync(session, cancellationToken), PostgresRight.Own).ConfigureAwait(false);
    }

    private async Task<OutboxSetup> RunAsync(PostgresSession session, CancellationToken cancellationToken)
    {
        var roles = Roles();
        var server = await PostgresCheck.ServerAsync(session.Database, cancellationToken).ConfigureAwait(false);
        PostgresCheck.CheckServer(Address, server);
        var before = server.HasSchema ? await VersionAsync(session.Database, cancellationToken).ConfigureAwait(false) : 0;
        if (before > PostgresSchema.Version)
            throw Errors.OutboxSchemaNewer.With(Address.Shown, before, PostgresSchema.Version);
        var isSynchronous = options.SynchronousStandby
            ?? (before > 0 && await IsSynchronousAsync(session.Database, cancellationToken).ConfigureAwait(false));
        var steps = Steps(before).Append(roles).Append(
            $"insert into {Address.Schema}.outbox (name) values ('{Address.Outbox}') on conflict (name) do nothing;"
            + $"update {Address.Schema}.meta set version = {PostgresSchema.Version}, "
            + $"synchronous = {(isSynchronous ? "true" : "false")};");
        await ExecuteAsync(session.Database, steps, cancellationToken).ConfigureAwait(false);
        return new OutboxSetup
        {
            Outbox = Address.Shown,
            Schema = Address.Schema,
            Version = PostgresSchema.Version,
            PreviousVersion = before == 0 ? null : before,
            AcceptRole = options.AcceptRole,
            WorkRole = options.WorkRole,
            ReadRole = options.ReadRole,
            SynchronousStandby = isSynchronous,
        };
    }

    private static Task<int> VersionAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        database.ScalarAsync<int>(new PostgresCall("meta"), cancellationToken);

    private static Task<bool> IsSynchronousAsync(PostgresDatabase database, CancellationToken cancellationToken) =>
        database.ScalarAsync<bool>(new PostgresCall("synchronous"), cancellationToken);

    // Each later version adds a file of what changes.
    private IEnumerable<string> Steps(int before) => before == 0
        ? [PostgresSchema.Tables(context, options.SynchronousStandby ?? false)]
        : Enumerable.Range(before, PostgresSchema.Version - before).Select(version =>
            PostgresStatements.Fill(PostgresStatements.Read($"migrate-{version}.sql"), Address.Schema, context.Now));

    private static async Task ExecuteAsync(PostgresDatabase database, IEnumerable<string> steps, CancellationToken cancellationToken)
    {
        using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        using var command = new NpgsqlCommand($"begin;\n{string.Join("\n", steps)}\ncommit;", connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private string Roles() => PostgresStatements.Fill(PostgresStatements.Read("roles.sql"), Address.Schema, context.Now)
        .Replace("{accept}", Checked(options.AcceptRole))
        .Replace("{work}", Checked(options.WorkRole))
        .Replace("{read}", Checked(options.ReadRole));

    private static string Checked(string role) => SimpleName.IsMatch(role)
        ? role
        : throw Errors.OutboxRoleInvalid.With(role);
}
