using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>An address such as <c>postgresql://user@host1,host2/database?outbox=alerts</c>, in libpq's form.</summary>
/// <remarks>See https://www.postgresql.org/docs/current/libpq-connect.html, "Connection URIs". Nothing of it connects.</remarks>
internal sealed class PostgresAddress
{
    private const int MaxLeaseSeconds = 3600;
    private const int DefaultLeaseSeconds = 30;

    private static readonly string[] Schemes = ["postgresql://", "postgres://"];
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
    public static bool IsOne(string location) =>
        Schemes.Any(scheme => location.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Another setting of the address, by libpq's name, or <see langword="null"/>.</summary>
    public string? this[string name] => _parameters.TryGetValue(name, out var value) ? value : null;

    /// <summary>Reads an address.</summary>
    /// <exception cref="SmtpSoarException">It is none.</exception>
    public static PostgresAddress Parse(string location)
    {
        var address = new PostgresAddress(OutboxAddress.WithoutPassword(location));
        var scheme = Schemes.First(known => location.StartsWith(known, StringComparison.OrdinalIgnoreCase));
        var rest = location[scheme.Length..].Trim();
        var query = rest.IndexOf('?');
        if (query >= 0)
            address.ReadParameters(rest[(query + 1)..]);
        address.ReadAuthority(query >= 0 ? rest[..query] : rest);
        address.TakeNamed();
        return address;
    }

    private static bool IsLocalHost(string host) =>
        host is ['/', ..]
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private void ReadAuthority(string text)
    {
        var slash = text.IndexOf('/', Math.Max(text.LastIndexOf('@'), 0));
        var authority = slash < 0 ? text : text[..slash];
        Database = slash < 0 || slash == text.Length - 1 ? null : Decode(text[(slash + 1)..]);
        var at = authority.LastIndexOf('@');
        if (at >= 0)
            ReadUser(authority[..at]);
        if (authority.Length > at + 1)
            Hosts = [.. authority[(at + 1)..].Split(',').Select(ReadHost)];
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
        return new KeyValuePair<string, int?>(host, colon < 0 ? null : ReadPort(text[(colon + 1)..]));
    }

    private int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw Invalid($"'{SafeText.Of(text)}' is no port");

    private void ReadParameters(string text)
    {
        foreach (var pair in text.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            if (!PostgresParameters.All.Contains(name))
                throw Unknown(name);
            _parameters[name] = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
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
            Hosts = [.. Hosts.Select(host => new KeyValuePair<string, int?>(host.Key, host.Value ?? ReadPort(port)))];
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

    private SmtpSoarException Unknown(string name)
    {
        var near = NearestName.Of(name, PostgresParameters.All) is { } meant ? $" Is '{meant}' meant?" : "";
        return Invalid($"'{SafeText.Of(name)}' is no setting of it{(near.Length > 0 ? "." + near.TrimEnd('?') + "?" : "")}");
    }

    private SmtpSoarException Invalid(string how) => Errors.OutboxAddressInvalid.With(Shown, how);

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}
