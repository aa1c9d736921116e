using System;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>
/// Statements that each message needs look cheap to the server, however many messages wait: one that looks costly is compiled each time
/// (jit_above_cost), which takes a quarter of a second.
/// </summary>
[NeedsRealServers]
public sealed class PostgresPlanTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [StoreTheory]
    [InlineData("guard")]
    [InlineData("has_due")]
    [InlineData("has_lost")]
    [InlineData("claim_due")]
    [InlineData("claim_ids")]
    [InlineData("take_many")]
    [InlineData("mark")]
    [InlineData("recover")]
    public async Task Statement_BesideManyMessages_IsNotWorthCompiling(string name)
    {
        await _database.InitializeAsync();
        _database.Execute("""
            insert into smtpsoar.queue (id, outbox, due, since, changed)
            select n::text, 'o', now(), now(), now() from generate_series(1, 50000) n;
            analyze smtpsoar.queue
            """);
        var limit = Convert.ToDouble(_database.Scalar("select current_setting('jit_above_cost')::float8"), CultureInfo.InvariantCulture);

        var plan = (string)_database.Scalar("explain " + TextOf(name))!;

        var cost = double.Parse(Regex.Match(plan, @"\.\.([0-9.]+) rows").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(cost, 0.001, limit / 2);
    }

    public void Dispose() => _database.Dispose();

    private static string TextOf(string name)
    {
        var statements = new PostgresStatements("smtpsoar", "clock_timestamp()", "interval '1 minute'");
        return Regex.Replace(statements[name], @"\$(\d)", match => ValueOf(name, match));
    }

    private static string ValueOf(string name, Match parameter) => (name, parameter.Groups[1].Value) switch
    {
        ("has_due" or "claim_due", "1") or ("claim_ids", "2") => "'o'",
        ("claim_ids" or "take_many", "1") => "array['1', '2']",
        ("mark", "1") => "'1'",
        _ => "1",
    };
}
