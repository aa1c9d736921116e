using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Core.Outbox.Sealing;
using SmtpSoar.Core.Worker;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The waits that the server does in a worker's place while nothing is due.</summary>
[NeedsRealServers]
public sealed class PostgresWaitTests : IDisposable
{
    private const string Waiting =
        "from pg_stat_activity where datname = current_database() and state = 'active' and query like 'do $wait$%' and pid <> pg_backend_pid()";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TestDatabase _database = new();
    private readonly CancellationTokenSource _stop = new();

    [StoreFact]
    public async Task Wait_WithNothingDue_LastsToItsEnd()
    {
        using var store = await OpenAsync();

        Assert.Equal(OutboxWait.Over, store.WaitForDue(Pause, Short, default));
    }

    [StoreFact]
    public async Task Wait_DuringWhichAMessageComes_EndsEarly()
    {
        using var store = await OpenAsync();
        var waiting = await BeginAsync(store);

        Accept();

        Assert.Equal(OutboxWait.Woken, await waiting.WaitAsync(Limit));
        Assert.True(await store.MayHaveDueAsync(default));
    }

    [StoreFact]
    public async Task Wait_DuringWhichAMessageBecomesDue_EndsEarly()
    {
        using var store = await OpenAsync();
        Accept();
        _database.Execute("update smtpsoar.queue set due = 'infinity'");
        var waiting = await BeginAsync(store);

        _database.Execute("update smtpsoar.queue set due = clock_timestamp() + interval '200 milliseconds'");

        Assert.Equal(OutboxWait.Woken, await waiting.WaitAsync(Limit));
        Assert.Equal(true, _database.Scalar("select due <= clock_timestamp() from smtpsoar.queue"));
    }

    [StoreFact]
    public async Task Wait_ThatIsStopped_EndsHereAndInTheServer()
    {
        using var store = await OpenAsync();
        var waiting = await BeginAsync(store);

        _stop.Cancel();

        Assert.NotEqual(OutboxWait.Over, await waiting.WaitAsync(Limit));
        await UntilAsync(0);
    }

    [StoreFact]
    public async Task Wait_ThatIsStoppedBeforeItBegins_Ends()
    {
        using var store = await OpenAsync();
        _stop.Cancel();

        var waiting = Start(store);

        Assert.NotEqual(OutboxWait.Over, await waiting.WaitAsync(Limit));
    }

    [StoreFact]
    public async Task Wait_WhoseConnectionIsCut_EndsEarlyAndIsFollowedByAnother()
    {
        using var store = await OpenAsync();
        var waiting = await BeginAsync(store);

        _database.Execute($"select pg_terminate_backend(pid, 10000) {Waiting}");

        Assert.Equal(OutboxWait.Woken, await waiting.WaitAsync(Limit));
        Assert.False(await store.MayHaveDueAsync(default));
        Assert.Equal(OutboxWait.Over, store.WaitForDue(Pause, Short, default));
    }

    // Another one looks for owners whose lease is over.
    [StoreFact]
    public async Task Wait_LongerThanTheLease_LeavesTheOwnerAlive()
    {
        await _database.InitializeAsync();
        using var store = _database.Open("lease=1");
        using var other = _database.Open();
        await store.RecoverAsync(default);
        var (waiting, owner) = (await BeginAsync(store), OwnerOf(store));
        var begun = (DateTime)_database.Scalar("select clock_timestamp()")!;
        await UntilAsync($"select clock_timestamp() > '{begun:O}'::timestamptz + interval '3 seconds'");

        await other.RecoverAsync(default);
        Assert.False(waiting.IsCompleted);
        Accept();

        Assert.Equal(OutboxWait.Woken, await waiting.WaitAsync(Limit));
        Assert.Same(owner, OwnerOf(store));
        Assert.Equal(true, _database.Scalar(
            $"select not dead and lease < clock_timestamp() + interval '1 second' from smtpsoar.owner where id = {owner.Id}"));
        Assert.True(owner.IsAlive);
    }

    [StoreFact]
    public async Task Wait_BehindAnother_KeepsTheOwner()
    {
        await _database.InitializeAsync();
        using var store = _database.Open("lease=1");
        await store.RecoverAsync(default);
        var owner = OwnerOf(store);

        for (var waits = 0; waits < 3; waits++)
            Assert.Equal(OutboxWait.Over, store.WaitForDue(Pause, TimeSpan.FromSeconds(1), default));

        Assert.Same(owner, OwnerOf(store));
        Assert.False(owner.IsOver);
    }

    [StoreFact]
    public async Task Wait_DuringWhichTheOwnerDies_IsFollowedByAnotherOwner()
    {
        await _database.InitializeAsync();
        using var store = _database.Open();
        await store.RecoverAsync(default);
        var (waiting, owner) = (await BeginAsync(store), OwnerOf(store));

        _database.Execute("update smtpsoar.owner set dead = true");
        Accept();

        Assert.Equal(OutboxWait.Woken, await waiting.WaitAsync(Limit));
        Assert.False(owner.IsAlive);
        Assert.Single(await store.ClaimAsync(new OutboxClaim(OutboxState.Waiting) { OnDamaged = (_, _) => { } }, default));
        Assert.NotEqual(owner.Id, OwnerOf(store).Id);
    }

    [StoreFact]
    public async Task Wait_OfADeadOwner_EndsEarlyAndIsFollowedByOneOfAnother()
    {
        await _database.InitializeAsync();
        using var store = _database.Open();
        await store.RecoverAsync(default);
        var owner = OwnerOf(store);
        _database.Execute("update smtpsoar.owner set dead = true");

        Assert.Equal(OutboxWait.Woken, store.WaitForDue(Pause, Long, default));
        Assert.False(owner.IsAlive);
        Assert.Equal(OutboxWait.Over, store.WaitForDue(Pause, Short, default));
        Assert.NotEqual(owner.Id, OwnerOf(store).Id);
        Assert.True(OwnerOf(store).IsAlive);
    }

    // One of those who wait is enough to recover it.
    [StoreFact]
    public async Task Wait_OfSeveralDuringWhichAnOwnerIsLost_EndsForOne()
    {
        await _database.InitializeAsync();
        using var first = _database.Open();
        using var second = _database.Open();
        Task<OutboxWait>[] waiting = [Start(first), Start(second)];
        await UntilAsync(2);

        _database.Execute("insert into smtpsoar.owner (id, name, lease) values (1, 'gone', '-infinity')");

        var woken = await Task.WhenAny(waiting).WaitAsync(Limit);
        Assert.Equal(OutboxWait.Woken, await woken);
        await (woken == waiting[0] ? first : second).RecoverAsync(default);
        Assert.Equal(true, _database.Scalar("select not exists (select 1 from smtpsoar.owner where id = 1 and not dead)"));
    }

    // It goes as soon as somebody asks for a connection to that server.
    [StoreFact]
    public async Task Wait_BesideAConnectionOfAnOwnerThatDiedLongAgo_LastsToItsEnd()
    {
        using var store = await OpenAsync();
        _database.Execute("insert into smtpsoar.owner (id, name, lease, dead) values (1, 'gone', '-infinity', true)");
        _database.Execute("insert into smtpsoar.slot (server, n, owner) values ('mail.example.org', 1, 1)");

        Assert.Equal(OutboxWait.Over, store.WaitForDue(Pause, Short, default));
    }

    [StoreFact]
    public async Task Waits_OfSeveral_ShareTheLooks()
    {
        const int Count = 4;
        const int Times = 3;
        const int Seconds = 2;
        await _database.InitializeAsync();
        var (stores, before) = (Enumerable.Range(0, Count).Select(_ => _database.Open()).ToArray(), Looks());

        await Task.WhenAll(stores.Select(store => Task.Run(() => WaitAgainAndAgain(store)))).WaitAsync(Limit);

        // Each alone would look once in a pause, and looks so until it has counted the others.
        var unshared = Count * Times * Seconds / Pause.TotalSeconds;
        Assert.InRange(Looks() - before, 20, unshared * 0.75);
        Array.ForEach(stores, store => store.Dispose());

        void WaitAgainAndAgain(IOutboxStore store)
        {
            for (var waits = 0; waits < Times; waits++)
                Assert.Equal(OutboxWait.Over, store.WaitForDue(Pause, TimeSpan.FromSeconds(Seconds), default));
        }

        long Looks() => (long)_database.Scalar(
            "select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where relid = 'smtpsoar.queue'::regclass")!;
    }

    [StoreTheory]
    [InlineData("revoke usage on language plpgsql from public", "grant usage on language plpgsql to public")]
    [InlineData("alter role {user} set default_transaction_isolation = 'serializable'", "alter role {user} reset default_transaction_isolation")]
    public async Task Wait_ThatTheServerRefuses_IsNotAskedForAgain(string refusal, string end)
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_work");
        _database.Execute(refusal.Replace("{user}", user.Name, StringComparison.Ordinal));
        Accept();
        _database.Execute("update smtpsoar.queue set due = 'infinity'");
        using (var store = TestDatabase.OpenAt(user.Address))
        {
            Assert.False(await store.MayHaveDueAsync(default));
            Assert.Equal(OutboxWait.None, store.WaitForDue(Pause, Short, default));

            _database.Execute(end.Replace("{user}", user.Name, StringComparison.Ordinal));

            Assert.Equal(OutboxWait.None, store.WaitForDue(Pause, Short, default));
            Assert.False(await store.MayHaveDueAsync(default));
        }

        using var later = TestDatabase.OpenAt(user.Address);
        Assert.Equal(OutboxWait.Over, later.WaitForDue(Pause, Short, default));
    }

    [StoreFact]
    public async Task Wait_OfAUserWhoseStatementsAreLimited_EndsInTime()
    {
        await _database.InitializeAsync();
        using var user = new TestUser(_database, "smtpsoar_work");
        _database.Execute($"alter role {user.Name} set statement_timeout = '4s'");
        using var store = TestDatabase.OpenAt(user.Address);

        Assert.Equal(OutboxWait.Woken, await Start(store).WaitAsync(Limit));
        Assert.Equal(OutboxWait.Over, store.WaitForDue(Pause, Short, default));
    }

    [StoreTheory]
    [InlineData("it's")]
    [InlineData("\"\\'; drop table smtpsoar.queue; --")]
    [InlineData("$wait$ $$ $1 {limit} {has_due}")]
    [InlineData("Почта 📬")]
    public async Task Wait_ForAnOutboxWithAnOddName_FindsItsMessagesAlone(string name)
    {
        await _database.InitializeAsync();
        using var session = new PostgresSession(TestDatabase.RealContext(_database.Address()));
        var wait = new PostgresWait(session, name);
        Accept();

        Assert.Equal(OutboxWait.Over, wait.Run(Pause, Short, default));

        var literal = $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
        _database.Execute($"insert into smtpsoar.outbox (name) values ({literal}); update smtpsoar.queue set outbox = {literal}");
        Assert.Equal(OutboxWait.Woken, await Task.Run(() => wait.Run(Pause, Long, default)).WaitAsync(Limit));
    }

    [StoreFact]
    public async Task Worker_ThatIsIdle_WaitsInTheServerAndSendsWhatComes()
    {
        await _database.InitializeAsync();
        Accept();
        await using var server = SmtpTestServer.Start();
        var (asset, feedback) = (Mailer.For(server).Asset, new RecordingFeedback());
        var options = new OutboxWorkerOptions(
            () => new MailOutbox(_database.Address(), feedback, asset),
            outbox => new MailServiceOptions(asset, feedback) { OpenOutbox = outbox });
        var work = Task.Run(() => new OutboxWorker(options).RunAsync(_ => { }, _stop.Token));
        await server.WaitForMessageAsync(1);
        await UntilAsync(1);

        Accept();

        await server.WaitForMessageAsync(2);
        await UntilAsync(1);
        _stop.Cancel();
        await work.WaitAsync(Limit);
        Assert.Empty(feedback.Warnings);
        await UntilAsync(0);
        Assert.Equal(2L, _database.Scalar("select count(*) from smtpsoar.sent"));
    }

    public void Dispose()
    {
        _database.Dispose();
        _stop.Dispose();
    }

    private async Task<IOutboxStore> OpenAsync()
    {
        await _database.InitializeAsync();
        var store = _database.Open();
        Accept();
        _database.Execute("delete from smtpsoar.queue");
        return store;
    }

    private static PostgresOwner OwnerOf(IOutboxStore store) => ((PostgresOutboxStore)((SealedOutboxStore)store).Inner).Owner!;

    private Task<OutboxWait> Start(IOutboxStore store) => Task.Factory.StartNew(
        () => store.WaitForDue(Pause, Long, _stop.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<Task<OutboxWait>> BeginAsync(IOutboxStore store)
    {
        var waiting = Start(store);
        await UntilAsync(1);
        return waiting;
    }

    private Task UntilAsync(long waits) => UntilAsync($"select count(*) = {waits} {Waiting}");

    private async Task UntilAsync(string condition)
    {
        for (var tries = 0; !true.Equals(_database.Scalar(condition)); tries++)
        {
            Assert.True(tries < 1500, $"never {condition}");
            await Task.Delay(20);
        }
    }

    private void Accept()
    {
        using var other = _database.Open();
        other.Accept(OutboxStoreContractTests.Message("mail")).Return();
    }
}
