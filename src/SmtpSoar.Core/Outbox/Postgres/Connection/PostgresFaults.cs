using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Gives the module's error for what PostgreSQL or the way to it refused.</summary>
/// <remarks>The codes: https://www.postgresql.org/docs/current/errcodes-appendix.html.</remarks>
internal static class PostgresFaults
{
    private const string SerializationFailure = "40001";
    private const string Deadlock = "40P01";
    private const string NoData = "P0002";
    private const string NoEncryption = "no encryption";

    /// <summary>Whether an exception is the database's or the network's.</summary>
    public static bool IsFault(Exception cause) =>
        cause is NpgsqlException or TimeoutException or IOException or SocketException or AuthenticationException
            or InvalidCastException or ObjectDisposedException or InvalidOperationException or ArgumentException;

    /// <summary>Whether the same transaction may go through at once: another one was in its way.</summary>
    public static bool IsCollision(Exception cause) => cause is PostgresException { SqlState: SerializationFailure or Deadlock };

    /// <summary>Whether the server refused the user or the password.</summary>
    public static bool IsLoginRefused(Exception cause) => Refusal(cause) is { SqlState: "28P01" or "28000" };

    /// <summary>Whether the statement that waits found its owner dead.</summary>
    public static bool IsEndOfOwner(PostgresException cause) => cause.SqlState == NoData;

    /// <summary>Whether the connection broke, the server restarts or another one takes over: it may be there again soon.</summary>
    public static bool IsAbsence(Exception cause) => cause switch
    {
        PostgresException refusal => refusal.SqlState is "57P01" or "57P02" or "57P03" or "53300" or "55000"
            || refusal.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or IOException or SocketException =>
            !IsTls(cause) && Missing(cause) is null && All(cause).OfType<PostgresException>().All(IsAbsence),
        _ => false,
    };

    /// <summary>Whether a server has answered, if only that it can't be used now: a restart or a failover is under way.</summary>
    /// <param name="cause">An absence.</param>
    /// <param name="hosts">How many servers the address names.</param>
    public static bool HasAnswered(Exception cause, int hosts) =>
        Refusal(cause) is not null || IsWithoutPrimary(cause) || (hosts > 1 && Failed(cause) < hosts);

    /// <summary>
    /// Whether an absence may pass where no server was there before: one that restarts refuses connections. A wrong name does not pass, a
    /// server that did not answer was waited for, and a single standby is the wrong server.
    /// </summary>
    /// <param name="cause">An absence.</param>
    /// <param name="hosts">How many servers the address names.</param>
    public static bool MayPassAtFirst(Exception cause, int hosts) => IsWithoutPrimary(cause)
        ? hosts > 1
        : HasAnswered(cause, hosts) || All(cause).Any(IsBroken);

    /// <summary>The error in the module's own words.</summary>
    /// <param name="address">The outbox.</param>
    /// <param name="cause">The exception.</param>
    public static SmtpSoarException Translate(PostgresAddress address, Exception cause) => cause switch
    {
        SmtpSoarException known => known,
        OperationCanceledException => Errors.Stopped.Because(cause),
        _ when Refusal(cause) is { } refusal => Translate(address, refusal, cause),
        _ when Missing(cause) is { } missing => Errors.OutboxAddressInvalid.Because(cause, address.Shown, missing.Message.TrimEnd('.'), "")
            .Advising(Messages.OutboxFileNamed),
        _ when IsTls(cause) => WithAdvice(Errors.OutboxTlsFailed.Because(cause, address.Shown, Innermost(cause)), cause),
        _ when Says(cause, "password") =>
            Errors.OutboxLoginRefused.Because(cause, address.Shown, "no password was given"),
        ArgumentException => Errors.OutboxAddressInvalid.Because(cause, address.Shown, Innermost(cause), ""),
        _ when IsWithoutPrimary(cause) =>
            Errors.OutboxDatabaseReadOnly.Because(cause, address.Shown, "no server of it is the primary one"),
        NpgsqlException or TimeoutException or IOException or SocketException =>
            Errors.OutboxUnreachable.Because(cause, address.Shown, Innermost(cause)),
        _ => Errors.OutboxNotWritable.Because(cause, address.Shown, Innermost(cause) + ".").Advising(Messages.OutboxDatabaseRefused),
    };

    /// <summary>The server's refusal where the user lacks a right, or <see langword="null"/>.</summary>
    public static PostgresException? MissingGrant(Exception cause) =>
        cause is not SmtpSoarException && Refusal(cause) is { SqlState: "42501" } refusal ? refusal : null;

    private static SmtpSoarException Translate(PostgresAddress address, PostgresException refusal, Exception cause) =>
        Definition(refusal) is var definition && definition == Errors.OutboxNotWritable
            ? definition.Because(cause, address.Shown, refusal.MessageText.TrimEnd('.') + ".").Advising(Messages.OutboxDatabaseRefused)
            : WithAdvice(definition.Because(cause, address.Shown, refusal.MessageText.TrimEnd('.')), cause);

    // Npgsql's own words for a server that has no TLS, and the server's for a client that does not use it.
    private static SmtpSoarException WithAdvice(SmtpSoarException failure, Exception cause) =>
        Says(cause, "No SSL enabled connection") ? failure.Advising(Messages.OutboxServerWithoutTls)
        : Says(cause, NoEncryption) ? failure.Advising(Messages.OutboxClientWithoutTls)
        : failure;

    private static ErrorDefinition Definition(PostgresException refusal) => refusal.SqlState switch
    {
        "28P01" or "28000" => refusal.MessageText.Contains(NoEncryption) ? Errors.OutboxTlsFailed : Errors.OutboxLoginRefused,
        "3D000" => Errors.OutboxDatabaseMissing,
        "3F000" or "42P01" or "42883" or "42703" => Errors.OutboxSchemaMissing,
        "25006" => Errors.OutboxDatabaseReadOnly,
        "53100" or "53200" or "54000" => Errors.OutboxDatabaseFull,
        "57014" or "55P03" => Errors.OutboxStatementTimeout,
        var code when code.StartsWith("08", StringComparison.Ordinal) || code.StartsWith("57P", StringComparison.Ordinal)
            || code == "53300" => Errors.OutboxUnreachable,
        _ => Errors.OutboxNotWritable,
    };

    // The file of a Unix socket is not there while its server restarts.
    private static bool IsRefusal(Exception cause) => cause is SocketException
    {
        SocketErrorCode: SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted
            or SocketError.AddressNotAvailable or SocketError.NetworkUnreachable or SocketError.HostUnreachable
            or SocketError.NetworkDown or SocketError.HostDown or SocketError.Shutdown,
    };

    // Npgsql tells of a host once or twice, and in the same words.
    private static int Failed(Exception cause) => cause.InnerException is AggregateException many
        ? many.InnerExceptions.Select(inner => inner.Message).Distinct().Count()
        : int.MaxValue;

    // A certificate, key or password file that the address or the environment names.
    private static Exception? Missing(Exception cause) =>
        Inner(cause).Prepend(cause).FirstOrDefault(inner =>
            inner is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException);

    private static PostgresException? Refusal(Exception cause) =>
        cause as PostgresException ?? Inner(cause).OfType<PostgresException>().LastOrDefault();

    // A server that stops in the middle of a handshake breaks the way, and no certificate is to blame.
    private static bool IsTls(Exception cause) =>
        cause is AuthenticationException || Inner(cause).Any(inner => inner is AuthenticationException)
        || (Says(cause, "SSL") && !All(cause).Any(IsBroken));

    private static bool IsBroken(Exception cause) =>
        cause is EndOfStreamException or IOException { InnerException: null } || IsRefusal(cause);

    // Npgsql's own words for servers of which each answers, and none is the primary one. Of those that can't be used it tells why.
    private static bool IsWithoutPrimary(Exception cause) =>
        cause is NpgsqlException { InnerException: null } && cause.Message.Contains("suitable host");

    private static IEnumerable<Exception> All(Exception cause) => cause is AggregateException many
        ? many.InnerExceptions.SelectMany(All).Prepend(cause)
        : cause.InnerException is { } inner ? All(inner).Prepend(cause) : [cause];

    private static bool Says(Exception cause, string word) =>
        cause.Message.Contains(word) || Inner(cause).Any(inner => inner.Message.Contains(word));

    private static IEnumerable<Exception> Inner(Exception cause)
    {
        for (var inner = Next(cause); inner is not null; inner = Next(inner))
            yield return inner;
    }

    // Of several hosts the last one is the one that people look at.
    private static Exception? Next(Exception cause) =>
        cause is AggregateException { InnerExceptions.Count: > 0 } many ? many.InnerExceptions[^1] : cause.InnerException;

    private static string Innermost(Exception cause) => (Inner(cause).LastOrDefault() ?? cause).Message.TrimEnd('.');
}
