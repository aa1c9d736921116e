using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SmtpSoar.TestServer;

/// <summary>What the server offers, and what follows from that for the commands.</summary>
internal sealed class Offer(ServerOptions options)
{
    private static readonly string[] PasswordMechanisms = ["SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"];
    private static readonly string[] TokenMechanisms = ["OAUTHBEARER", "XOAUTH2"];

    private static readonly Dictionary<string, string> ParameterOwners = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BODY"] = "8BITMIME",
        ["RET"] = "DSN",
        ["ENVID"] = "DSN",
        ["NOTIFY"] = "DSN",
        ["ORCPT"] = "DSN",
        ["BY"] = "DELIVERBY",
    };

    /// <summary>The largest message; 0 for no limit.</summary>
    public long SizeLimit { get; } = options.Extensions
        .Where(line => line.StartsWith("SIZE ", StringComparison.OrdinalIgnoreCase))
        .Select(line => long.Parse(line[5..], CultureInfo.InvariantCulture)).FirstOrDefault();

    public IReadOnlyList<string> Mechanisms { get; } = options.AuthMechanisms ??
        [.. options.Tokens.Count > 0 ? TokenMechanisms : [], .. options.Users.Count > 0 ? PasswordMechanisms : []];

    public bool Has(string extension) => options.Extensions.Any(line => Keyword(line).Equals(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether AUTH may be used now.</summary>
    public bool AllowsAuth(bool tls) => Mechanisms.Count > 0 && (tls || !options.StartTls || options.AdvertiseAuthBeforeTls);

    /// <summary>The lines of the reply to EHLO.</summary>
    public string Ehlo(bool tls)
    {
        List<string> lines = [options.HostName, .. options.Extensions];
        if (options.StartTls && !tls)
        {
            lines.Add("STARTTLS");
        }

        if (AllowsAuth(tls) && !Has("AUTH"))
        {
            lines.Add("AUTH " + string.Join(' ', Mechanisms));
        }

        return string.Join("\r\n", lines.Select((line, i) => (i < lines.Count - 1 ? "250-" : "250 ") + line));
    }

    /// <summary>The first parameter that was not offered, or null.</summary>
    public string? Unknown(PathArgument path, bool esmtp, bool tls) =>
        path.Parameters.FirstOrDefault(parameter => !(esmtp && Knows(parameter.Split('=')[0], tls)));

    private bool Knows(string parameter, bool tls) =>
        parameter.Equals("AUTH", StringComparison.OrdinalIgnoreCase)
            ? AllowsAuth(tls)
            : Has(ParameterOwners.GetValueOrDefault(parameter, parameter));

    private static string Keyword(string line) => line.Split(' ')[0];
}
