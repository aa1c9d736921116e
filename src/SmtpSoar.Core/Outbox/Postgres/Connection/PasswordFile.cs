using System;
using System.IO;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Looks at the file that has the password, before it is read: PostgreSQL's own clients use none that others may read.</summary>
/// <remarks>
/// See https://www.postgresql.org/docs/current/libpq-pgpass.html. A file of the administrator's is that of a mounted secret.
/// </remarks>
internal static class PasswordFile
{
    /// <summary>Refuses the file, where the password is to come from one.</summary>
    /// <exception cref="SmtpSoarException">Others may read it, or this user may not.</exception>
    public static void Check(PostgresAddress address)
    {
        if (Environment.GetEnvironmentVariable("PGPASSWORD") is { Length: > 0 } || PathFor(address) is not { } path || !File.Exists(path))
            return;
        if (PermissionCheck.WideRights(path) is { } rights)
            throw Errors.OutboxPasswordFileRefused.With(path, $"other users have rights to it, {rights}");
        try
        {
            using var file = File.OpenRead(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Errors.OutboxPasswordFileRefused.Because(cause, path, "this user may not read it");
        }
    }

    private static string? PathFor(PostgresAddress address) =>
        address["passfile"] ?? Environment.GetEnvironmentVariable("PGPASSFILE") ?? Standard();

    private static string? Standard() => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home
        ? Path.Combine(home, ".pgpass")
        : null;
}
