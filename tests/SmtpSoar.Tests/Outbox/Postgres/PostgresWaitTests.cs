using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
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

    private Task<OutboxWait> Start(IOutboxStore store) => Task.Factory.StartNew(
        () => store.WaitForDue(Pause, Long, _stop.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<Task<OutboxWait>> BeginAsync(IOutboxStore store)
    {
        var waiting = Start(store);
        await UntilAsync(1);
        return waiting;
    }

    private async Task UntilAsync(long waits)
    {
        for (var tries = 0; (long)_database.Scalar($"select count(*) {Waiting}")! != waits; tries++)
        {
            Assert.True(tries < 1500, $"never {waits}");
            await Task.Delay(20);
        }
    }

    private void Accept()
    {
        using var other = _database.Open();
        other.Accept(OutboxStoreContractTests.Message("mail")).Return();
    }
}
