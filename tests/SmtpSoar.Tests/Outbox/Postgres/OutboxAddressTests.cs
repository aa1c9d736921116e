using System;
using System.Linq;
using SmtpSoar.Core;
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

    // The rest of a password, behind a character that had to be escaped or in a place where none belongs, is nobody's to read.
    [Theory]
    [InlineData("postgresql://ann@db.example/mail?pasword=canary", "'pasword' is no setting of it. Is 'password' meant?")]
    [InlineData("postgresql://ann@db.example/mail?user=ann;password=canary", "another setting behind 'user' begins with &")]
    [InlineData("postgresql://ann@db.example/mail?user=ann password=canary", "another setting behind 'user' begins with &")]
    [InlineData("postgresql://ann@db.example/mail?password=x&can-ary", "is no setting=value")]
    [InlineData("postgresql://ann@db.example/mail&pasword=canary", "settings begin with a question mark")]
    [InlineData("postgresql://ann:canary", "what it has behind 'ann:' is no port")]
    [InlineData("postgresql://ann:canary/mail", "what it has behind 'ann:' is no port")]
    [InlineData("postgresql://db.example/mail?port=canary", "what it has behind 'port:' is no port")]
    public void Parse_OfAMisspeltAddress_NamesTheFaultAndNotTheSecret(string text, string why)
    {
        var failure = Assert.Throws<SmtpSoarException>(() => PostgresAddress.Parse(text));

        Assert.Equal("OutboxAddressInvalid", failure.ErrorId);
        Assert.Contains(why, failure.Sentence);
        Assert.DoesNotContain("?.", failure.Sentence);
        Assert.DoesNotContain("ary", failure.Message.Replace("port=canary", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mysql://worker:canary@h/db", "'mysql://h/db' can't be an outbox: 'mysql' is neither a scheme of an outbox nor a drive.")]
    [InlineData("postgresq://worker:canary@h/db", "'postgresq://h/db' can't be an outbox: 'postgresq' is neither a scheme of an outbox nor a drive. Is 'postgresql' meant?")]
    [InlineData("postgresqll://wor/ker:canary@h/db?pasword=canary", "'postgresqll://h/db' can't be")]
    [InlineData("postgresql:/worker:canary@h/db", "'postgresql:/h/db' can't be an outbox: it does not begin with 'postgresql://'.")]
    [InlineData("postgresql:worker:canary@h/db", "'postgresql:h/db' can't be")]
    [InlineData("POSTGRES:\\\\worker:canary@h/db", "it does not begin with 'postgres://'.")]
    [InlineData(" postgresql://worker:canary@h/db", "it does not begin with 'postgresql://'.")]
    [InlineData("worker:canary@h/db", "'worker:h/db' can't be")]
    [InlineData("//worker:canary@h/db", "'//h/db' can't be an outbox: it has a login, and no scheme.")]
    [InlineData("jdbc:postgresql://h/db?user=ann&password=canary", "'jdbc:postgresql//h/db?user=ann' can't be")]
    [InlineData("https://h/db?token=canary", "'https://h/db' can't be")]
    [InlineData("host=h dbname=mail user=worker password=canary", "'host=h dbname=mail user=worker …' can't be an outbox: it has the form of a connection string.")]
    [InlineData("password='a canary' host=h", "' …' can't be")]
    [InlineData("Host=h;Username=ann;Password=canary", "'Host=h; …' can't be")]
    [InlineData("Server=h;User Id=ann;Pwd=canary", "' …' can't be")]
    public void Location_ThatWasMeantAsAnAddress_IsToldWithoutItsSecrets(string text, string sentence)
    {
        var fault = OutboxStores.FaultOf(text)!;

        Assert.Equal("OutboxLocationInvalid", fault.ErrorId);
        Assert.Contains(sentence, fault.Sentence);
        Assert.Contains("postgresql://user@host/database", fault.Advice);
        Assert.DoesNotContain("canary", fault.Message);
        Assert.DoesNotContain("canary", OutboxAddress.Shown(text));
        Assert.DoesNotContain("canary", new SmtpAsset { Outbox = text }.Outbox);
        Assert.Equal(OutboxAddress.Shown(text), OutboxAddress.Shown(OutboxAddress.Shown(text)));
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("./host=h password=x")]
    [InlineData("C:\\box")]
    [InlineData("C:/a:b@c/box")]
    [InlineData("\\\\server\\share\\box")]
    [InlineData("//server/share/a@b")]
    [InlineData("/var/spool/a:b@c?x=y")]
    [InlineData("Temp:\\box")]
    [InlineData("Microsoft.PowerShell.Core\\FileSystem::C:\\box")]
    [InlineData("FileSystem::/tmp/box")]
    [InlineData("~/a b=c")]
    public void Path_OfAFolder_IsNoAddress(string path)
    {
        Assert.Null(OutboxStores.FaultOf(path));
        Assert.Equal(path, OutboxAddress.Shown(path));
        Assert.Equal(path, new SmtpAsset { Outbox = path }.Outbox);
    }

    [Theory]
    [InlineData("postgresql://ann:canary@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://ann:can@ary/x@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://ann:12345@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://ann:canary?x@db.example/mail", "postgresql://ann@db.example/mail")]
    [InlineData("postgresql://db.example/mail?password=canary&outbox=a", "postgresql://db.example/mail?outbox=a")]
    [InlineData("postgresql://db.example/mail?outbox=a&password=canary", "postgresql://db.example/mail?outbox=a")]
    [InlineData("postgresql://db.example/mail?sslpassword=canary", "postgresql://db.example/mail")]
    [InlineData("postgresql://db.example/mail?pasword=canary&outbox=a", "postgresql://db.example/mail?outbox=a")]
    [InlineData("postgresql://db.example/mail?user=ann;password=canary", "postgresql://db.example/mail?user=ann")]
    [InlineData("postgresql://wor/ker:canary@db.example/mail", "postgresql://wor/ker@db.example/mail")]
    [InlineData("postgresql://ann:canary", "postgresql://ann")]
    [InlineData("postgresql://[::1]:5432,db.example/mail?sslrootcert=/etc/a.pem", "postgresql://[::1]:5432,db.example/mail?sslrootcert=/etc/a.pem")]
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
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://DB.example:5432/mail?outbox=other&sslmode=require", true)]
    [InlineData("worker", "postgresql://db.example,second.example/mail", "postgresql://second.example/mail", true)]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://db.example,evil.example/mail", false)]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://db.example:5433/mail", false)]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://db.example/other", false)]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://worker@evil.example/mail", false)]
    [InlineData("worker", "postgresql://db.example/mail", "postgresql://db.example/mail?host=evil.example", false)]
    [InlineData("worker", "/var/spool/outbox", "postgresql://db.example/mail", false)]
    [InlineData("worker", null, "postgresql://db.example/mail", true)]
    [InlineData("worker", null, "postgresql://runbook@db.example/mail", false)]
    public void Password_OfTheAsset_GoesToItsOwnOutboxAndUserAlone(string? user, string? own, string address, bool isUsed)
    {
        var asset = new SmtpAsset { Outbox = own, OutboxUsername = user, OutboxPassword = new System.Net.NetworkCredential("", "word").SecurePassword };

        Assert.Equal(isUsed ? "word" : null, PostgresSettings.Of(PostgresAddress.Parse(address), asset).Password);
    }

    [Theory]
    [InlineData("postgresql://db.example/mail", "postgresql://DB.example:5432/mail?outbox=default&schema=smtpsoar&sslmode=require", true)]
    [InlineData("postgresql://db.example:5432/mail?connect_timeout=5", "postgres://worker@db.example/?dbname=mail", true)]
    [InlineData("postgresql://one,two:5433/mail", "postgresql://two:5433,one:5432/mail", true)]
    [InlineData("postgresql://worker@db.example/mail", "postgresql:///mail?host=db.example&user=worker", true)]
    [InlineData("postgresql://db.example/mail", "postgresql://runbook@db.example/mail", false)]
    [InlineData("postgresql://db.example/mail", "postgresql://db.example:5433/mail", false)]
    [InlineData("postgresql://db.example/mail", "postgresql://db.example/other", false)]
    [InlineData("postgresql://db.example/mail", "postgresql://db.example/mail?schema=other", false)]
    [InlineData("postgresql://db.example/mail", "postgresql://db.example/mail?outbox=other", false)]
    [InlineData("postgresql://one,two/mail", "postgresql://one/mail", false)]
    [InlineData("postgresql://one,,two/mail", "postgresql://one/mail", false)]
    [InlineData("/var/spool/outbox", "postgresql://db.example/mail", false)]
    [InlineData(null, "postgresql://db.example/mail", false)]
    public void Outbox_OfAKeptAsset_IsKnownByWhatAnAddressMeans(string? own, string address, bool isOf)
    {
        var kept = new RegisteredSmtpAsset(new SmtpAsset { Outbox = own, OutboxUsername = own?.Contains('@') == true ? null : "worker" });

        Assert.Equal(isOf, OutboxStores.IsOf(address, kept));
    }

    [Fact]
    public void User_OfTheAssetsOwnAddress_LogsInWhereAnAddressNamesNone()
    {
        var asset = new SmtpAsset { Outbox = "postgresql://ann:word@db.example/mail" };

        Assert.Equal("ann", PostgresSettings.Of(PostgresAddress.Parse("postgresql://db.example/mail"), asset).Username);
        Assert.False(OutboxAccess.HasSameLogin(asset, new SmtpAsset { Outbox = "postgresql://bob:word@db.example/mail" }));
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
