using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// The running mail servers, as <c>tests/servers/servers.sh</c> describes them. <see cref="Instance"/> is a word of
/// this start only, which every greeting has; <see cref="Host"/> is the name to connect to, which the good certificates
/// have; <see cref="Users"/> are the passwords by address; <see cref="OAuth"/> is the authorization server; <see cref="Postgres"/> the database.
/// </summary>
public sealed record MailServers(
    string Instance,
    string Host,
    IReadOnlyDictionary<string, MailServer> Servers,
    SaslServer Sasl,
    OAuthServer OAuth,
    TlsFiles Tls,
    IReadOnlyDictionary<string, string> Users,
    PostgresServer Postgres)
{
    /// <summary>The environment variable with the path of the description.</summary>
    public const string Variable = "SMTPSOAR_SERVERS";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<MailServers> s_current = new(() => Read(Path!));

    /// <summary>Why a test can't run, or null.</summary>
    public static string? SkipReason =>
        Path is null ? $"No real mail servers: {Variable} is not set (see tests/servers/README.md)." : null;

    public static MailServers Current => s_current.Value;

    public MailServer Postfix => Servers["postfix"];

    public MailServer SmtpServer => Servers["smtpServer"];

    public MailServer Exim => Servers["exim"];

    private static string? Path => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    private static MailServers Read(string path) =>
        JsonSerializer.Deserialize<MailServers>(File.ReadAllText(path), s_json)!;
}
