using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SmtpSoar;

/// <summary>The settings that an outbox's address may have behind its question mark, and which of them may be shown.</summary>
internal static class OutboxAddressSettings
{
    /// <summary>The setting that is the login's password.</summary>
    internal const string Password = "password";

    /// <summary>The setting that is the login's user.</summary>
    internal const string User = "user";

    // libpq's, and our own. Nothing but these is shown.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "port", User, "dbname", "passfile", "application_name", "connect_timeout",
        "sslmode", "sslrootcert", "sslcert", "sslkey", "krbsrvname",
        "outbox", "schema", "lease",
    };

    private static readonly string[] Secret = [Password, "sslpassword"];

    // Another setting in the place of a value's end, as other kinds of addresses have them.
    private static readonly Regex Next = new(@"[\s;&]+\w+\s*=");

    /// <summary>All names.</summary>
    internal static IEnumerable<string> All => Harmless.Concat(Secret);

    /// <summary>The settings of a text, each by its name; one without a value has none.</summary>
    /// <param name="text">The text behind the question mark.</param>
    internal static IEnumerable<KeyValuePair<string, string?>> Read(string text)
    {
        foreach (var pair in text.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            yield return equals < 0
                ? new KeyValuePair<string, string?>(Uri.UnescapeDataString(pair), null)
                : new KeyValuePair<string, string?>(Uri.UnescapeDataString(pair.Substring(0, equals)), pair.Substring(equals + 1));
        }
    }

    /// <summary>Whether it is the name of one, in any case.</summary>
    internal static bool IsName(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether its value may be shown.</summary>
    internal static bool IsHarmless(string name) => Harmless.Contains(name);

    /// <summary>The text up to where it goes on as another setting, which may be a secret.</summary>
    internal static string UpToNext(string text) => Next.Match(text) is { Success: true } next ? text.Substring(0, next.Index) : text;

    /// <summary>The text with those settings alone that may be shown.</summary>
    /// <param name="text">The text behind the question mark.</param>
    internal static string Shown(string text)
    {
        var shown = from setting in Read(text)
            where setting.Value is not null && IsHarmless(setting.Key)
            select $"{setting.Key}={UpToNext(setting.Value)}";
        return string.Join("&", shown);
    }
}
