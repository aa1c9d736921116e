using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>Every fault of a database is an error of its own, which says what to do, and nothing of it shows a password.</summary>
[NeedsRealServers]
public sealed class PostgresFaultTests : IDisposable
{
    private const string Canary = "c4nary-Word";

    private readonly TestDatabase _database = new();

    private static PostgresServer Server => MailServers.Current.Postgres;

    [StoreFact]
    public void Password_Wrong_IsALoginRefused() =>
        AssertFails("OutboxLoginRefused", _database.AddressOf($"{Server.User}:{Canary}"), "password authentication failed");

    [StoreFact]
    public void Password_Missing_IsALoginRefused() =>
        AssertFails("OutboxLoginRefused", _database.AddressOf(Server.User), "password");

    [StoreFact]
    public void Database_Wrong_IsMissing() =>
        AssertFails("OutboxDatabaseMissing", Server.Address("nowhere"), "database \"nowhere\" does not exist");

    [StoreFact]
    public void Host_WithoutAServer_IsUnreachable() =>
        AssertFails("OutboxUnreachable", $"postgresql://{Server.User}:{Canary}@127.0.0.1:1/mail", "refused");

    [StoreFact]
    public void Host_WithoutAName_IsUnreachable() =>
        AssertFails("OutboxUnreachable", $"postgresql://{Server.User}:{Canary}@nowhere.invalid/mail", "");

    [StoreFact]
    public async Task Certificate_OfTheServer_IsVerified()
    {
        await _database.InitializeAsync();
        var tls = "sslmode=verify-full&sslrootcert=" + Uri.EscapeDataString(MailServers.Current.Tls.CaFile);
        var good = _database.Address(tls).Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        using (var store = TestDatabase.OpenAt(good))
            Assert.Empty(store.List(new OutboxQuery()));

        AssertFails("OutboxTlsFailed", good.Replace("ca.crt", "selfSigned.crt", StringComparison.Ordinal), "certificate");
    }

    [StoreFact]
    public void CertificateFile_ThatIsNotThere_IsNamed()
    {
        var address = _database.Address("sslmode=verify-full&sslrootcert=/nowhere/authority.crt")
            .Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        var failure = AssertFails("OutboxAddressInvalid", address, "/nowhere/authority.crt");

        Assert.Contains("sslrootcert", failure.Advice);
    }

    [StoreFact]
    public void Server_ThatWantsTls_RefusesAnOpenConnection()
    {
        _database.Execute($"create role tlsonly login password '{Canary}'");
        try
        {
            var failure = AssertFails("OutboxTlsFailed", _database.AddressOf($"tlsonly:{Canary}", "sslmode=disable"), "no encryption");

            Assert.Contains("sslmode=disable", failure.Advice);
        }
        finally
        {
            _database.Execute("drop role tlsonly");
        }
    }

    [StoreFact]
    public void Schema_Missing_NamesTheCommandThatMakesIt()
    {
        var failure = AssertFails("OutboxSchemaMissing", _database.Address(), "there is no table smtpsoar.meta");

        Assert.Contains("Initialize-SoarOutbox", failure.Advice);
    }

    [StoreTheory]
    [InlineData(99, "OutboxSchemaNewer")]
    [InlineData(0, "OutboxSchemaOlder")]
    public async Task Schema_OfAnotherVersion_IsRefused(int version, string error)
    {
        await _database.InitializeAsync();
        _database.Execute($"update smtpsoar.meta set version = {version}");

        AssertFails(error, _database.Address(), $"version {version}");
        if (version == 99)
            Assert.Equal(error, (await Assert.ThrowsAsync<SmtpSoarException>(() => _database.InitializeAsync())).ErrorId);
    }

    [StoreFact]
    public async Task Grant_Missing_IsNamed()
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_read");
        _database.Execute($"revoke smtpsoar_read from {user.Name}");

        AssertDenied(user, "look at the messages of", "permission denied for schema smtpsoar", "smtpsoar_read");
        _database.Execute($"grant smtpsoar_read to {user.Name}");
        Assert.Empty(Listed(user.Address));
        AssertDenied(
            user, "put messages into", "permission denied for function accept_chunk", "smtpsoar_accept", store => store.Accept(Message("mail")));
        AssertDenied(
            user,
            "send, change or remove the messages of",
            "permission denied for table owner",
            "smtpsoar_work",
            store => Await(store.RecoverAsync(default)));
    }

    [StoreFact]
    public async Task Grant_OfARoleWithAnotherName_IsAdvisedByThatName()
    {
        var roles = new OutboxSetupOptions { AcceptRole = "other_accept", WorkRole = "other_work", ReadRole = "other_read" };
        await OutboxStores.InitializeAsync(_database.Address(), new RecordingFeedback(), null, roles, default);
        using (var user = new TestUser(_database, "other_accept"))
        {
            using var store = TestDatabase.OpenAt(user.Address);
            Assert.False(store.Accept(Message("mail")).IsLent);
            AssertDenied(
                user,
                "send, change or remove the messages of",
                "permission denied for table owner",
                "other_work",
                other => Await(other.Limits!.TakeSlotAsync("mail.example", 1, default)));
        }

        foreach (var role in new[] { "other_accept", "other_work", "other_read" })
            _database.Execute($"drop owned by {role}; drop role {role}");
    }

    [StoreFact]
    public async Task Setup_ByAUserWithoutRights_AsksForTheOwner()
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_work");

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(
            () => OutboxStores.InitializeAsync(user.Address, new RecordingFeedback(), null, new OutboxSetupOptions(), default));

        Assert.Equal("OutboxGrantMissing", failure.ErrorId);
        Assert.Contains($"The user '{user.Name}' may not make or change the tables of the outbox", failure.Sentence);
        Assert.Contains("owner of the database", failure.Advice);
    }

    [StoreFact]
    public async Task Outbox_WithoutMessages_IsAdvisedAsOneOfADatabase()
    {
        await _database.InitializeAsync();

        var failure = AssertFails("OutboxMissing", _database.Address("outbox=alerst"), "There is no outbox");

        Assert.Contains("no messages yet", failure.Advice);
        Assert.DoesNotContain("path", failure.Advice);
    }

    [StoreFact]
    public async Task Acceptor_PutsMessagesInAndCanDoNothingElse()
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_accept");
        using var store = TestDatabase.OpenAt(user.Address);

        var lease = store.Accept(Message("mail"));

        Assert.False(lease.IsLent);
        Assert.Equal("mail", Assert.Single(Listed(_database.Address())).Subject);
        AssertFails("OutboxGrantMissing", user.Address, "permission denied for table", other => Assert.Empty(other.List(new OutboxQuery())));
        AssertFails("OutboxGrantMissing", user.Address, "permission denied for table", other => other.Claim(lease.Record.Id));
        foreach (var table in new[] { "queue", "message", "chunk", "sent", "owner", "outbox" })
            foreach (var sql in new[] { $"select * from smtpsoar.{table}", $"delete from smtpsoar.{table}", $"truncate smtpsoar.{table}" })
                Assert.Equal("42501", Assert.Throws<Npgsql.PostgresException>(() => user.Execute(sql)).SqlState);
        user.Execute($"select smtpsoar.accept_chunk('{lease.Record.Id}', 0, 'forged'), smtpsoar.accept_chunk('{lease.Record.Id}', 1, 'forged')");
        user.Execute($"select smtpsoar.accept('{lease.Record.Id}', 'default', 6, 'forged')");
        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.chunk"));
        Assert.NotNull(_database.Open().Claim(lease.Record.Id));
    }

    [StoreFact]
    public async Task Database_ReadOnly_IsNamed()
    {
        await _database.InitializeAsync();
        _database.Execute($"alter database {_database.Name} set default_transaction_read_only = on");

        AssertFails("OutboxDatabaseReadOnly", _database.Address(), "read-only", store => store.Accept(Message("mail")));
    }

    [StoreFact]
    public async Task Commits_ThatAreLate_AreRefused()
    {
        await _database.InitializeAsync();
        _database.Execute($"alter database {_database.Name} set synchronous_commit = off");

        AssertFails("OutboxCommitsLate", _database.Address(), "synchronous_commit=off");
    }

    [StoreTheory]
    [InlineData("disk_full", "could not extend file", "OutboxDatabaseFull")]
    [InlineData("query_canceled", "canceling statement due to statement timeout", "OutboxStatementTimeout")]
    [InlineData("lock_not_available", "canceling statement due to lock timeout", "OutboxStatementTimeout")]
    public async Task Statement_ThatFails_KeepsNothing(string code, string message, string error)
    {
        await _database.InitializeAsync();
        _database.Execute(
            "create function fail() returns trigger language plpgsql as "
            + $"$$ begin raise exception using errcode = '{code}', message = '{message}'; end $$; "
            + "create trigger fail before insert on smtpsoar.queue for each row execute function fail()");

        AssertFails(error, _database.Address(), message, store => store.Accept(Message("mail")));

        Assert.Equal((0L, 0L), (_database.Scalar("select count(*) from smtpsoar.message"), _database.Scalar("select count(*) from smtpsoar.chunk")));
    }

    [StoreFact]
    public async Task Clock_OfTheMachine_DecidesNothing()
    {
        await _database.InitializeAsync();
        var late = new OutboxStoreContext(_database.Address(), new RecordingFeedback(), new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(1)));
        using var store = OutboxStores.Create(OutboxStores.Factories, late);
        await store.Accept(Message("mail")).FinishAsync(new OutboxOutcome(OutboxState.Waiting) { Delay = TimeSpan.FromHours(1) });

        var entry = Assert.Single(Listed(_database.Address()));

        Assert.InRange(entry.Accepted, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.InRange(entry.NextTry!.Value, DateTimeOffset.UtcNow.AddMinutes(55), DateTimeOffset.UtcNow.AddMinutes(65));
        Assert.Empty(await store.ClaimAsync(new OutboxClaim(OutboxState.Waiting) { OnDamaged = Throw }, default));
    }

    [StoreTheory]
    [InlineData("update smtpsoar.message set record = substr(record, 10)")]
    [InlineData("update smtpsoar.message set record = overlay(record placing '\\x21' from 60)")]
    [InlineData("delete from smtpsoar.message")]
    public async Task Row_ThatIsDamaged_IsToldAndKeepsNoOtherFromGoing(string damage)
    {
        await _database.InitializeAsync();
        using var store = _database.Open();
        var damaged = store.Accept(Message("damaged"));
        await damaged.ReturnAsync();
        await store.Accept(Message("good")).ReturnAsync();
        _database.Execute($"{damage} where id = '{damaged.Record.Id}'");
        var told = new List<string>();

        var listed = store.List(new OutboxQuery { OnDamaged = (_, failure) => told.Add(failure.ErrorId) }).ToList();
        var claimed = await store.ClaimAsync(
            new OutboxClaim(OutboxState.Waiting) { MaxCount = 5, OnDamaged = (_, failure) => told.Add(failure.ErrorId) }, default);
        var named = await store.ClaimAsync(
            new OutboxClaim(OutboxState.Failed) { Ids = [damaged.Record.Id], OnDamaged = (_, failure) => told.Add(failure.ErrorId) }, default);

        Assert.Equal(("good", "good"), (Assert.Single(listed).Subject, Assert.Single(claimed).Record.Subject));
        Assert.Empty(named);
        Assert.Equal(["OutboxEntryDamaged", "OutboxEntryDamaged", "OutboxEntryDamaged"], told);
    }

    [StoreFact]
    public async Task Message_WithFiveThousandRecipients_KeepsThemAll()
    {
        await _database.InitializeAsync();
        using var store = _database.Open();
        var many = Message("many") with
        {
            Recipients = [.. Enumerable.Range(0, 5000).Select(i => OutboxStoreContractTests.Recipient($"person.{i}@example.org"))],
        };

        var lease = store.Accept(many);
        await lease.MarkAsync(default);
        lease.Record.Recipients[4999].StatusCode = 450;
        await lease.FinishAsync(new OutboxOutcome(OutboxState.Waiting));

        var entry = Assert.Single(Listed(_database.Address()));
        Assert.Equal((5000, 450), (entry.Recipients.Count, entry.Recipients[4999].StatusCode));
    }

    [StoreFact]
    public async Task Initialize_Again_ChangesNothing()
    {
        await _database.InitializeAsync();
        await _database.Open().Accept(Message("mail")).ReturnAsync();

        await _database.InitializeAsync();

        Assert.Single(Listed(_database.Address()));
    }

    [StoreFact]
    public async Task Script_RunByPsql_MakesTheSame()
    {
        var script = OutboxStores.Script(_database.Address("outbox=alerts"), new OutboxSetupOptions());

        await Psql.RunAsync(Server, _database.Name, script);

        Assert.Empty(Listed(_database.Address("outbox=alerts")));
        Assert.DoesNotContain(Server.Password, script, StringComparison.Ordinal);
        await _database.InitializeAsync();
    }

    [StoreFact]
    public async Task Suspended_ForLongerThanItsLease_SendsNoLastByte()
    {
        await _database.InitializeAsync();
        var clock = new FakeTimeProvider();
        using var store = new PostgresOutboxStore(
            TestDatabase.RealContext(_database.Address("lease=3600")) with { LeaseClock = clock });
        var lease = store.Accept(Message("mail"));
        await lease.MarkAsync(default);
        lease.Confirm();

        clock.Advance(TimeSpan.FromSeconds(3600 * 0.8));

        Assert.Equal("OutboxMessageLost", Assert.Throws<SmtpSoarException>(lease.Confirm).ErrorId);
        Assert.Equal("OutboxMessageLost", (await Assert.ThrowsAsync<SmtpSoarException>(() => lease.MarkAsync(default))).ErrorId);
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mark_OfAnOwnerThatDoesNotKnowThatItIsDead_IsNone(bool isClaimedAgain)
    {
        await _database.InitializeAsync();
        using var store = _database.Open();
        var lease = store.Accept(Message("mail"));
        _database.Execute("update smtpsoar.owner set dead = true");
        using var other = _database.Open();
        await other.RecoverAsync(default);
        var next = isClaimedAgain ? other.Claim(lease.Record.Id) : null;

        Assert.Equal("OutboxMessageLost", (await Assert.ThrowsAsync<SmtpSoarException>(() => lease.MarkAsync(default))).ErrorId);

        if (next is not null)
            await next.MarkAsync(default);
        Assert.Equal(isClaimedAgain ? 1L : 0L, _database.Scalar("select count(*) from smtpsoar.queue where marked is not null"));
    }

    [StoreFact]
    public async Task Lease_OfALivingCommand_IsRenewed()
    {
        await _database.InitializeAsync();
        using var store = _database.Open("lease=3");
        var lease = store.Accept(Message("mail"));
        var first = (DateTime)_database.Scalar("select lease from smtpsoar.owner")!;

        while ((DateTime)_database.Scalar("select lease from smtpsoar.owner")! < first.AddSeconds(4))
            await Task.Delay(20);
        using var other = _database.Open();
        await other.RecoverAsync(default);

        await lease.MarkAsync(default);
        lease.Confirm();
    }

    public void Dispose() => _database.Dispose();

    private static Core.Composition.ComposedMessage Message(string subject) => OutboxStoreContractTests.Message(subject);

    private static void AssertDenied(TestUser user, string action, string why, string role, Action<IOutboxStore>? act = null)
    {
        var failure = AssertFails("OutboxGrantMissing", user.Address, why, act);
        Assert.Contains($"The user '{user.Name}' may not {action} the outbox", failure.Sentence);
        Assert.Contains($"GRANT {role} TO {user.Name};", failure.Advice);
    }

    private static void Throw(string id, SmtpSoarException damage) => throw damage;

    private static void Await(Task task) => task.GetAwaiter().GetResult();

    private static List<OutboxEntry> Listed(string address)
    {
        using var store = TestDatabase.OpenAt(address);
        return [.. store.List(new OutboxQuery { OnDamaged = (_, damage) => throw damage })];
    }

    private static SmtpSoarException AssertFails(string error, string address, string why, Action<IOutboxStore>? act = null)
    {
        using var store = TestDatabase.OpenAt(address);
        var failure = Assert.Throws<SmtpSoarException>(() => (act ?? (other => Assert.Empty(other.List(new OutboxQuery()))))(store));
        Assert.True(error == failure.ErrorId, failure.ToString());
        Assert.Contains(why, failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Password, failure.ToString(), StringComparison.Ordinal);
        return failure;
    }
}
