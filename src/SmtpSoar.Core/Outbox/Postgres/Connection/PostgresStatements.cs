using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>The statements by their names: one file for each dialect of the PostgreSQL family.</summary>
internal sealed class PostgresStatements
{
    private const string Dialect = "postgresql.sql";
    private const string Heading = "-- name: ";

    private readonly Dictionary<string, string> _texts;
    private readonly string _schema;

    /// <summary>Reads the file.</summary>
    /// <param name="schema">The schema that has the tables.</param>
    /// <param name="now">The expression by which messages are due.</param>
    /// <param name="minute">The time for which a turn is taken.</param>
    public PostgresStatements(string schema, string now, string minute)
    {
        _schema = schema;
        _texts = Fill(Read(Dialect), schema, now).Replace("{minute}", minute)
            .Split([Heading], StringSplitOptions.None)
            .Skip(1)
            .Select(block => block.Split('\n'))
            .ToDictionary(lines => lines[0].Trim(), Statement);
    }

    /// <summary>The text of a statement.</summary>
    public string this[string name] => _texts[name];

    /// <summary>The text of the statement that waits for messages of an outbox.</summary>
    /// <param name="wait">The wait.</param>
    /// <param name="process">The number of the server's process, as the client was told it.</param>
    public string ToWait(PostgresWaitCall wait, int process) => _texts["wait_due"]
        .Replace("{has_due}", _texts["has_due"].Replace("$1", Literal(wait.Outbox)))
        .Replace("{has_lost}", _texts["has_lost"])
        .Replace("{key}", $"hashtextextended(current_database() || {Literal($"/{_schema}/{wait.Outbox}")}, 0)")
        .Replace("{process}", Digits(process))
        .Replace("{owner}", wait.Owner.ToString(CultureInfo.InvariantCulture))
        .Replace("{lease}", Digits(wait.Lease.TotalMilliseconds))
        .Replace("{step}", Digits(wait.Step.TotalMilliseconds))
        .Replace("{most}", Digits(PostgresWaitCall.MaxTurns))
        .Replace("{limit}", Digits(wait.Limit.TotalMilliseconds));

    // The comments before a statement are for those who read the file. A server shows the statement from its beginning.
    private static string Statement(string[] lines) =>
        string.Join("\n", lines.Skip(1).SkipWhile(line => line.StartsWith("--", StringComparison.Ordinal))).Trim();

    /// <summary>Reads a file of SQL that lies in the assembly.</summary>
    internal static string Read(string file)
    {
        var resource = $"{typeof(PostgresStatements).Assembly.GetName().Name}.Outbox.Postgres.Sql.{file}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException(resource);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Fills in the names.</summary>
    internal static string Fill(string text, string schema, string now) => text.Replace("{schema}", schema).Replace("{now}", now);

    // Digits need no quoting, whatever the server's settings.
    private static string Literal(string text) => $"convert_from(decode('{Hex.Of(Encoding.UTF8.GetBytes(text))}', 'hex'), 'UTF8')";

    private static string Digits(double number) => Math.Ceiling(number).ToString("F0", CultureInfo.InvariantCulture);
}
