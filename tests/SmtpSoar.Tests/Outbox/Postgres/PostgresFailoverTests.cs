using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Shared.Tests;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The primary server crashes, and its standby takes over.</summary>
[NeedsRealServers]
public sealed class PostgresFailoverTests : IDisposable
{
    private readonly PostgresCluster _primary = PostgresCluster.Start(Repository.Root);
    private readonly PostgresCluster _standby;

    public PostgresFailoverTests()
    {
        try
        {
            _standby = PostgresCluster.StartStandby(Repository.Root, _primary);
            _primary.Sql("create database mail");
        }
        catch
        {
            _primary.Dispose();
            throw;
        }
    }

    private string Address => _primary.Address("mail", "lease=2", _standby);

    [StoreFact]
    public async Task SynchronousStandby_ThatTakesOver_LosesAndHoldsNothing()
    {
        await InitializeAsync(isSynchronous: true);
        using var store = TestDatabase.OpenAt(Address);
        await store.Accept(OutboxStoreContractTests.Message("waits")).ReturnAsync();
        var marked = store.Accept(OutboxStoreContractTests.Message("marked"));
        await marked.MarkAsync(default);
        var sent = store.Accept(OutboxStoreContractTests.Message("sent"));
        await sent.MarkAsync(default);
        await sent.FinishAsync(new OutboxOutcome(OutboxState.Sent));

        _primary.Crash();
        _standby.Promote();

        // The server's word came before the failover, and is written down after it.
        await store.FlushAsync(default);
        await store.Accept(OutboxStoreContractTests.Message("new")).ReturnAsync();
        Assert.Equal(
            ["marked Sending", "new Waiting", "sent Sent", "waits Waiting"],
            store.List(new OutboxQuery()).Select(entry => $"{entry.Subject} {entry.State}").Order(StringComparer.Ordinal));
        Assert.Equal(2, (await store.ClaimAsync(new OutboxClaim(OutboxState.Waiting) { MaxCount = 9, OnDamaged = Throw }, default)).Count);
    }

    [StoreFact]
    public async Task Standby_OfWhichNothingIsKnown_HoldsWhatMayHaveBeenSent()
    {
        await InitializeAsync(isSynchronous: false);
        using var store = TestDatabase.OpenAt(Address);
        await store.Accept(OutboxStoreContractTests.Message("waits")).ReturnAsync();
        var taken = store.Accept(OutboxStoreContractTests.Message("taken"));
        var marked = store.Accept(OutboxStoreContractTests.Message("marked"));
        await marked.MarkAsync(default);

        _primary.Crash();
        _standby.Promote();
        using var other = TestDatabase.OpenAt(Address);
        await other.RecoverAsync(default);

        Assert.Equal(
            ["marked Unknown", "taken Held", "waits Held"],
            other.List(new OutboxQuery()).Select(entry => $"{entry.Subject} {entry.State}").Order(StringComparer.Ordinal));
        Assert.NotNull(await Record.ExceptionAsync(() => taken.MarkAsync(default)));
        Assert.Empty(await other.ClaimAsync(new OutboxClaim(OutboxState.Waiting) { MaxCount = 9, OnDamaged = Throw }, default));
        await other.Accept(OutboxStoreContractTests.Message("new")).ReturnAsync();
        using var outbox = new MailOutbox(other);
        foreach (var held in outbox.List(new OutboxQuery { States = [OutboxState.Held] }).ToList())
            await outbox.ReleaseAsync(held.Id, default);
        Assert.Equal(3, (await other.ClaimAsync(new OutboxClaim(OutboxState.Waiting) { MaxCount = 9, OnDamaged = Throw }, default)).Count);
    }

    [StoreFact]
    public void Standby_Alone_IsNoOutbox()
    {
        // The standby has the commit, and shows it a little later.
        while (_standby.Sql("select count(*) from pg_database where datname = 'mail'") == "0")
            Thread.Sleep(20);
        using var store = TestDatabase.OpenAt(_standby.Address("mail"));

        Assert.Equal(
            "OutboxDatabaseReadOnly",
            Assert.Throws<SmtpSoarException>(() => store.List(new OutboxQuery()).ToList()).ErrorId);
    }

    [StoreFact]
    public async Task Wait_ForTheStandbyThatIsCancelled_IsNoMark()
    {
        await InitializeAsync(isSynchronous: true);
        using var store = TestDatabase.OpenAt(Address);
        var lease = store.Accept(OutboxStoreContractTests.Message("mail"));
        _standby.Crash();

        var mark = Task.Run(() => lease.MarkAsync(default));
        while (_primary.Sql("select count(pg_cancel_backend(pid)) from pg_stat_activity where wait_event = 'SyncRep' and query like '%commit%'") == "0")
            await Task.Delay(20);

        Assert.Equal("OutboxNotDurable", (await Assert.ThrowsAsync<SmtpSoarException>(() => mark)).ErrorId);
        _primary.Sql("alter system set synchronous_standby_names = ''");
        _primary.Sql("select pg_reload_conf()");
    }

    [StoreFact]
    public async Task Server_WithoutFsync_IsAWarning()
    {
        _primary.Sql("alter system set synchronous_standby_names = ''");
        _primary.Crash();
        _primary.Configure("fsync = off");
        _primary.Start();
        await InitializeAsync(isSynchronous: false);
        var feedback = new RecordingFeedback();
        using var store = OutboxStores.Create(OutboxStores.Factories, new OutboxStoreContext(Address, feedback, TimeProvider.System));

        Assert.Empty(store.List(new OutboxQuery()).ToList());

        Assert.Contains("fsync=off", Assert.Single(feedback.Warnings), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        _standby.Dispose();
        _primary.Dispose();
    }

    private static void Throw(string id, SmtpSoarException damage) => throw damage;

    private Task<OutboxSetup> InitializeAsync(bool isSynchronous) => OutboxStores.InitializeAsync(
        Address, new RecordingFeedback(), null, new OutboxSetupOptions { SynchronousStandby = isSynchronous }, default);
}
