using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>An address such as <c>postgresql://user@host1,host2/database?outbox=alerts</c>, in libpq's form.</summary>
/// <remarks>See https://www.postgresql.org/docs/current/libpq-connect.html, "Connection URIs". Nothing of it connects.</remarks>
internal sealed class PostgresAddress
{
    private const int MaxLeaseSeconds = 3600;
    private const int DefaultLeaseSeconds = 30;
    private const int StandardPort = 5432;

    private static readonly Regex SimpleWord = new("^[A-Za-z_]{1,40}$");
    private static readonly Regex SimpleName = new("^[a-z_][a-z0-9_]{0,62}$");

    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private PostgresAddress(string shown) => Shown = shown;

    /// <summary>The address as it may be shown, kept and logged: without a password.</summary>
    public string Shown { get; }

    /// <summary>The hosts in the order in which they are tried, each with its port; a path is the folder of a Unix socket.</summary>
    public IReadOnlyList<KeyValuePair<string, int?>> Hosts { get; private set; } = [];

    public string? Database { get; private set; }

    public string? User { get; private set; }

    /// <summary>The password of the address. A secret.</summary>
    public string? Password { get; private set; }

    /// <summary>The name of the outbox in its database.</summary>
    public string Outbox { get; private set; } = "default";

    /// <summary>The schema that has the tables.</summary>
    public string Schema { get; private set; } = "smtpsoar";

    /// <summary>How long a command that is not heard of keeps its messages.</summary>
    public TimeSpan Lease { get; private set; } = TimeSpan.FromSeconds(DefaultLeaseSeconds);

    /// <summary>Whether each host is this machine, by its name or by a socket in the file system.</summary>
    public bool IsLocal => Hosts.All(host => IsLocalHost(host.Key));

    /// <summary>Whether a location has such an address' form.</summary>
    public static bool IsOne(string location) => OutboxAddress.IsDatabase(location);

    /// <summary>Whether it is a database of another address, on servers that address names.</summary>
    public bool IsWithin(PostgresAddress other) => Database == other.Database && ServersOf(this).IsSubsetOf(ServersOf(other));

    /// <summary>Whether both name one outbox, whatever the order of the servers, and whichever user logs in.</summary>
    public bool IsSameOutbox(PostgresAddress other) =>
        (Database, Schema, Outbox) == (other.Database, other.Schema, other.Outbox) && ServersOf(this).SetEquals(ServersOf(other));

    /// <summary>Another setting of the address, by libpq's name, or <see langword="null"/>.</summary>
    public string? this[string name] => _parameters.TryGetValue(name, out var value) ? value : null;

    /// <summary>Reads an address.</summary>
    /// <exception cref="SmtpSoarException">It is none.</exception>
    public static PostgresAddress Parse(string location)
    {
        var address = new PostgresAddress(OutboxAddress.Shown(location.Trim()));
        var parts = OutboxAddressParts.Of(location.Trim())!;
        if (parts.Login is { } login)
            address.ReadUser(login);
        address.ReadPlace(parts.Place);
        address.ReadParameters(parts.Settings ?? "");
        address.TakeNamed();
        return address;
    }

    /// <summary>Reads an address, or gives <see langword="null"/> if it is none.</summary>
    public static PostgresAddress? TryParse(string? location)
    {
        PostgresAddress? address = null;
        if (location is not null && IsOne(location))
            Failures.Of(() => address = Parse(location));
        return address;
    }

    private static HashSet<string> ServersOf(PostgresAddress address) => new(
        address.Hosts.Select(host => $"{host.Key}:{host.Value ?? StandardPort}"),
        StringComparer.OrdinalIgnoreCase);

    private static bool IsLocalHost(string host) =>
        host is ['/', ..]
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private void ReadPlace(string text)
    {
        if (OutboxAddressSettings.UpToNext(text) != text)
            throw Invalid("settings begin with a question mark");
        var slash = text.IndexOf('/');
        var hosts = slash < 0 ? text : text[..slash];
        Database = slash < 0 || slash == text.Length - 1 ? null : Decode(text[(slash + 1)..]);
        if (hosts.Length > 0)
            Hosts = [.. hosts.Split(',').Select(ReadHost)];
    }

    private void ReadUser(string text)
    {
        var colon = text.IndexOf(':');
        User = Decode(colon < 0 ? text : text[..colon]);
        Password = colon < 0 ? null : Decode(text[(colon + 1)..]);
    }

    private KeyValuePair<string, int?> ReadHost(string text)
    {
        var colon = text.LastIndexOf(':') is var last && last > text.LastIndexOf(']') ? last : -1;
        var host = Decode(colon < 0 ? text : text[..colon]);
        if (host.Length == 0)
            throw Invalid("a host has no name");
        return new KeyValuePair<string, int?>(host, colon < 0 ? null : ReadPort(text[(colon + 1)..], host));
    }

    // The text is not shown: it may be a password whose host was forgotten.
    private int ReadPort(string text, string host) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw Invalid($"what it has behind '{SafeText.Of(host)}:' is no port");

    private void ReadParameters(string text)
    {
        foreach (var setting in OutboxAddressSettings.Read(text))
        {
            if (setting.Value is null || !OutboxAddressSettings.IsName(setting.Key))
                throw Unknown(setting);
            if (OutboxAddressSettings.IsHarmless(setting.Key) && OutboxAddressSettings.UpToNext(setting.Value) != setting.Value)
                throw Invalid($"another setting behind '{setting.Key}' begins with &");
            _parameters[setting.Key] = Decode(setting.Value);
        }
    }

    private void TakeNamed()
    {
        Database = this["dbname"] ?? Database;
        User = this["user"] ?? User;
        Password = this["password"] ?? Password;
        if (this["host"] is { } hosts)
            Hosts = [.. hosts.Split(',').Select(host => new KeyValuePair<string, int?>(host, null))];
        if (this["port"] is { } port)
            Hosts = [.. Hosts.Select(host => new KeyValuePair<string, int?>(host.Key, host.Value ?? ReadPort(port, "port")))];
        if (Hosts.Count == 0)
            throw Invalid("it names no host");
        if (string.IsNullOrEmpty(Database))
            throw Invalid("it names no database");
        Outbox = ReadOutbox();
        Schema = this["schema"] is { } schema ? ReadSchema(schema) : Schema;
        Lease = this["lease"] is { } lease ? ReadLease(lease) : Lease;
    }

    private string ReadOutbox() => this["outbox"] switch
    {
        null => Outbox,
        { Length: > 0 and <= 100 } name when name.All(IsOfAName) => name,
        _ => throw Invalid("the name of the outbox may have 100 letters, digits, dots, dashes and underscores"),
    };

    private static bool IsOfAName(char character) => char.IsLetterOrDigit(character) || character is '-' or '_' or '.';

    private string ReadSchema(string text) => SimpleName.IsMatch(text)
        ? text
        : throw Invalid("the name of the schema may have lower-case letters, digits and underscores");

    private TimeSpan ReadLease(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MaxLeaseSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Invalid($"lease takes 1 to {MaxLeaseSeconds} seconds");

    // A piece without a name, or with no word as its name, may be what an unescaped character has left of a password.
    private SmtpSoarException Unknown(KeyValuePair<string, string?> setting) => setting.Value is null || !SimpleWord.IsMatch(setting.Key)
        ? Invalid("what stands behind a question mark or & is no setting=value")
        : Invalid($"'{setting.Key}' is no setting of it", NearestName.Of(setting.Key, OutboxAddressSettings.All));

    private SmtpSoarException Invalid(string how, string? meant = null) =>
        Errors.OutboxAddressInvalid.With(Shown, how, NearestName.Question(meant));

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}
