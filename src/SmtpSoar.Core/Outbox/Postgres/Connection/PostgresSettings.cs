using System.Globalization;
using System.Linq;
using System.Net;
using Npgsql;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>Makes Npgsql's settings of an address.</summary>
/// <remarks>
/// Npgsql itself reads PGPASSWORD, PGPASSFILE and the like (https://www.npgsql.org/doc/security.html) where the address has no password.
/// No state of a session is used, so a pooler such as pgbouncer may change the server's session after each transaction.
/// </remarks>
internal static class PostgresSettings
{
    /// <summary>The setting of an address that limits the wait for a connection, in seconds.</summary>
    public const string ConnectTimeout = "connect_timeout";

    private const int DefaultConnectSeconds = 10;
    private const int CommandSeconds = 60;
    private const int MaxConnections = 20;

    // The pool of an idle worker is soon empty: the timer by which it looks for idle connections then stops.
    private const int IdleSeconds = 60;
    private const int PruningSeconds = 30;

    // A cancelled wait for a synchronous standby would look like a commit: the connection is given up in its place.
    private const int NoCancellation = -1;

    public static NpgsqlConnectionStringBuilder Of(PostgresAddress address, SmtpAsset? asset)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = string.Join(",", address.Hosts.Select(Host)),
            Database = address.Database,
            ApplicationName = address["application_name"] ?? "SmtpSoar",
            Timeout = Number(address, ConnectTimeout, DefaultConnectSeconds),
            CommandTimeout = CommandSeconds,
            CancellationTimeout = NoCancellation,
            MaxPoolSize = MaxConnections,
            ConnectionIdleLifetime = IdleSeconds,
            ConnectionPruningInterval = PruningSeconds,
            NoResetOnClose = true,
            HostRecheckSeconds = 0,
            TcpKeepAlive = true,
            SslMode = Tls(address),
        };
        AddLogin(settings, address, asset);
        AddFiles(settings, address);
        return settings;
    }

    /// <summary>The settings of a connection that stays, and that no pool keeps.</summary>
    public static NpgsqlConnectionStringBuilder OfLine(PostgresAddress address, SmtpAsset? asset)
    {
        var settings = Of(address, asset);
        settings.Pooling = false;
        return settings;
    }

    // A path is the folder of a Unix socket.
    private static string Host(System.Collections.Generic.KeyValuePair<string, int?> host) =>
        host.Value is { } port ? host.Key + ":" + port.ToString(CultureInfo.InvariantCulture) : host.Key;

    // Verified, unless the address says otherwise or the connection never leaves this machine.
    private static SslMode Tls(PostgresAddress address) => address["sslmode"]?.ToLowerInvariant() switch
    {
        null => address.IsLocal ? SslMode.Prefer : SslMode.VerifyFull,
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw Errors.OutboxAddressInvalid.With(
            address.Shown, "sslmode is verify-full, verify-ca, require, prefer, allow or disable", ""),
    };

    private static void AddLogin(NpgsqlConnectionStringBuilder settings, PostgresAddress address, SmtpAsset? asset)
    {
        var own = asset is not null && IsFor(asset, address) ? asset : null;
        if ((address.User ?? (own is null ? null : OutboxAccess.UserOf(own))) is { Length: > 0 } user)
            settings.Username = user;
        if (address.Password is { Length: > 0 } password)
            settings.Password = password;
        else if (own?.OutboxPassword is { Length: > 0 } secret)
            settings.Password = new NetworkCredential("", secret).Password;
        else
            PasswordFile.Check(address);
        if (address["krbsrvname"] is { } service)
            settings.KerberosServiceName = service;
    }

    /// <summary>
    /// Whether an asset's login goes to an address. It is that of its own outbox, and goes to no other server, database or user: a path
    /// may name any. An asset that has no outbox, but a login for one, has it for whatever outbox it is given with.
    /// </summary>
    internal static bool IsFor(SmtpAsset asset, PostgresAddress address)
    {
        if (string.IsNullOrEmpty(asset.Outbox))
            return IsUser(asset.OutboxUsername, address);
        if (!PostgresAddress.IsOne(asset.Outbox!))
            return false;
        var own = PostgresAddress.Parse(asset.Outbox!);
        return address.IsWithin(own) && IsUser(OutboxAccess.UserOf(asset), address);
    }

    // An address may name another user than the asset's, such as one that only accepts.
    private static bool IsUser(string? own, PostgresAddress address) =>
        address.User is null || string.IsNullOrEmpty(own) || own == address.User;

    private static void AddFiles(NpgsqlConnectionStringBuilder settings, PostgresAddress address)
    {
        if (address["passfile"] is { } passwords)
            settings.Passfile = passwords;
        if (address["sslrootcert"] is { } root)
            settings.RootCertificate = root;
        if (address["sslcert"] is { } certificate)
            settings.SslCertificate = certificate;
        if (address["sslkey"] is { } key)
            settings.SslKey = key;
        if (address["sslpassword"] is { } keyPassword)
            settings.SslPassword = keyPassword;
    }

    /// <summary>A setting of an address that is a number of seconds.</summary>
    internal static int Number(PostgresAddress address, string name, int standard) =>
        address[name] is not { } text ? standard
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw Errors.OutboxAddressInvalid.With(address.Shown, $"{name} is a number of seconds", "");
}
