using System.Linq;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

public sealed class OutboxAddressTests
{
    [Theory]
    [InlineData("postgresql://db.example/mail", "db.example", null, "mail", null, null)]
    [InlineData("postgres://ann@db.example:5433/mail", "db.example", 5433, "mail", "ann", null)]
    [InlineData("postgresql://ann:p%40ss@db.example/mail", "db.example", null, "mail", "ann", "p@ss")]
    [InlineData("postgresql://ann:p@ss/w:rd@db.example/mail", "db.example", null, "mail", "ann", "p@ss/w:rd")]
    [InlineData("postgresql:///mail?host=/run/postgresql", "/run/postgresql", null, "mail", null, null)]
    [InlineData("postgresql://[::1]:5432/mail?user=bob&password=x%26y", "[::1]", 5432, "mail", "bob", "x&y")]
    [InlineData("POSTGRESQL://db.example/?dbname=mail&port=6000", "db.example", 6000, "mail", null, null)]
    public void Parse_OfAnAddress_KnowsItsParts(string text, string host, int? port, string database, string? user, string? password)
    {
        var address = PostgresAddress.Parse(text);

        Assert.Equal((host, port), (address.Hosts.Single().Key, address.Hosts.Single().Value));
        Assert.Equal((database, user, password), (address.Database, address.User, address.Password));
        Assert.Equal(("default", "smtpsoar"), (address.Outbox, address.Schema));
    }

    [Fact]
    public void Parse_OfSeveralHosts_KeepsTheirOrder()
    {
        var address = PostgresAddress.Parse("postgresql://one,two:5433,three/mail?outbox=alerts&schema=mailer&lease=5");

        Assert.Equal(["one", "two:5433", "three"], address.Hosts.Select(host => host.Key + (host.Value is { } port ? $":{port}" : "")));
        Assert.Equal(("alerts", "mailer", 5d), (address.Outbox, address.Schema, address.Lease.TotalSeconds));
        Assert.False(address.IsLocal);
    }

    [Theory]
    [InlineData("postgresql://127.0.0.1/mail", true)]
    [InlineData("postgresql://[::1]/mail", true)]
    [InlineData("postgresql://localhost,127.0.0.2/mail", true)]
    [InlineData("postgresql:///mail?host=/run/postgresql", true)]
    [InlineData("postgresql://localhost,db.example/mail", false)]
    [InlineData("postgresql://localhost.example/mail", false)]
    public void IsLocal_OfHosts_IsTrueOnlyWhereNothingLeavesTheMachine(string text, bool isLocal) =>
        Assert.Equal(isLocal, PostgresAddress.Parse(text).IsLocal);

    [Theory]
    [InlineData("postgresql://", "names no host")]
    [InlineData("postgresql://db.example", "names no database")]
    [InlineData("postgresql://db.example:0/mail", "is no port")]
    [InlineData("postgresql://db.example:port/mail", "is no port")]
    [InlineData("postgresql://one,,two/mail", "a host has no name")]
    [InlineData("postgresql://db.example/mail?outbx=x", "'outbx' is no setting of it. Is 'outbox' meant?")]
    [InlineData("postgresql://db.example/mail?outbox=a'b", "the name of the outbox")]
    [InlineData("postgresql://db.example/mail?schema=A\"b", "the name of the schema")]
    [InlineData("postgresql://db.example/mail?lease=0", "lease takes 1 to 3600 seconds")]
    public void Parse_OfWhatIsNone_SaysWhy(string text, string why)
    {
        var failure = Assert.Throws<SmtpSoarException>(() => PostgresAddress.Parse(text));

        Assert.Equal("OutboxAddressInvalid", failure.ErrorId);
        Assert.Contains(why, failure.Sentence);
    }

    [Theory]
    [InlineData("postgresql://ann:canary@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://ann:can@ary/x@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://ann:12345@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://ann:canary?x@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://db.example/mail?password=canary&outbox=a", "postgresql://db.example/mail?outbox=a")]
    [InlineData("postgresql://db.example/mail?outbox=a&password=canary", "postgresql://db.example/mail?outbox=a")]
    [InlineData("postgresql://db.example/mail?sslpassword=canary", "postgresql://db.example/mail")]
    [InlineData("postgresql://db.example:5432/mail?user=a@b", "postgresql://db.example:5432/mail?user=a@b")]
    [InlineData("D:\\outbox", "D:\\outbox")]
    public void WithoutPassword_OfAnAddress_HidesNothingElse(string text, string shown)
    {
        Assert.Equal(shown, OutboxAddress.WithoutPassword(text));
        Assert.Equal($"The outbox '{shown}' is away.", OutboxAddress.WithoutPassword($"The outbox '{text}' is away."));
    }

    // The asset's user works, and a runbook of the same machine names the one that only accepts.
    [Theory]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://worker@db.example/mail", true)]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://db.example/mail", true)]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://runbook@db.example/mail", false)]
    [InlineData(null, "postgresql://worker@db.example/mail", "postgresql://runbook@db.example/mail", false)]
    [InlineData(null, "postgresql://worker@db.example/mail", "postgresql://worker@db.example/mail", true)]
    public void Password_OfTheAsset_GoesToItsOwnUserAlone(string? user, string own, string address, bool isUsed)
    {
        var asset = new SmtpAsset { Outbox = own, OutboxUsername = user, OutboxPassword = new System.Net.NetworkCredential("", "word").SecurePassword };

        Assert.Equal(isUsed ? "word" : null, PostgresSettings.Of(PostgresAddress.Parse(address), asset).Password);
    }

    [Fact]
    public void Asset_WithAPasswordInTheAddress_KeepsItAsASecretAlone()
    {
        var asset = new SmtpAsset { Outbox = "postgresql://ann:canary%21@db.example/mail" };

        Assert.Equal("postgresql://ann@db.example/mail", asset.Outbox);
        Assert.Equal("canary!", new System.Net.NetworkCredential("", asset.OutboxPassword).Password);
        Assert.Equal("canary!", PostgresSettings.Of(PostgresAddress.Parse(asset.Outbox), asset).Password);
    }

    [Theory]
    [InlineData("postgresql://db.example/mail", "VerifyFull")]
    [InlineData("postgresql://127.0.0.1/mail", "Prefer")]
    [InlineData("postgresql://127.0.0.1/mail?sslmode=verify-full", "VerifyFull")]
    [InlineData("postgresql://db.example/mail?sslmode=require", "Require")]
    public void Tls_OfAnAddress_IsVerifiedUnlessNothingLeavesTheMachine(string text, string mode) =>
        Assert.Equal(mode, PostgresSettings.Of(PostgresAddress.Parse(text), null).SslMode.ToString());
}
