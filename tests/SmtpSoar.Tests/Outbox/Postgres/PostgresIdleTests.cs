using System;
using System.Threading.Tasks;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The looks that a worker repeats while nothing waits: they go over one connection that stays.</summary>
[NeedsRealServers]
public sealed class PostgresIdleTests : IDisposable
{
    private const string LastLook =
        "from pg_stat_activity where datname = current_database() and query like 'select exists (select 1 from smtpsoar.queue%'";

    private const string LastRenewal =
        "from pg_stat_activity where datname = current_database() and query like 'update smtpsoar.owner set lease%'";

    private readonly TestDatabase _database = new();

    [StoreFact]
    public async Task Looks_OneAfterTheOther_GoOverOneConnection()
    {
        await _database.InitializeAsync();
        using var store = _database.Open();
        await store.RecoverAsync(default);

        Assert.False(await store.MayHaveDueAsync(default));
        var connection = _database.Scalar($"select pid {LastLook}");
        Assert.False(await store.MayHaveDueAsync(default));

        Assert.NotNull(connection);
        Assert.Equal(connection, _database.Scalar($"select pid {LastLook}"));
        Assert.Equal(1L, _database.Scalar($"select count(*) {LastLook}"));
    }

    [StoreFact]
    public async Task Look_WhoseConnectionWasCut_IsMadeOverAnother()
    {
        await _database.InitializeAsync();
        using var store = _database.Open();
        await store.RecoverAsync(default);
        Assert.False(await store.MayHaveDueAsync(default));
        Accept();

        Assert.Equal(true, _database.Scalar($"select pg_terminate_backend(pid, 10000) {LastLook}"));

        Assert.True(await store.MayHaveDueAsync(default));
    }

    [StoreFact]
    public async Task Renewal_WhoseConnectionWasCut_IsMadeOverAnother()
    {
        await _database.InitializeAsync();
        using var store = _database.Open("lease=3");
        await store.RecoverAsync(default);
        await UntilAsync($"select count(*) {LastRenewal}");

        _database.Execute($"select pg_terminate_backend(pid, 10000) {LastRenewal}");

        await UntilAsync($"select count(*) {LastRenewal}");
        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.owner where not dead"));
    }

    [StoreTheory]
    [InlineData("lease = '-infinity'")]
    [InlineData("dead = true")]
    public async Task Message_OfAnOwnerThatDiesLater_IsRecoveredByAStoreThatStays(string death)
    {
        await _database.InitializeAsync();
        using var staying = _database.Open();
        await staying.RecoverAsync(default);
        await staying.RecoverAsync(default);
        using var other = _database.Open();
        other.Accept(OutboxStoreContractTests.Message("mail"));
        Assert.Equal(1, await staying.CountAsync([OutboxState.Sending], default));

        _database.Execute($"update smtpsoar.owner set {death} where id = (select owner from smtpsoar.queue)");
        await staying.RecoverAsync(default);

        Assert.Equal(1, await staying.CountAsync([OutboxState.Waiting], default));
    }

    [StoreFact]
    public async Task Messages_AfterAFailover_AreHeldByAStoreThatStays()
    {
        await _database.InitializeAsync();
        using var staying = _database.Open();
        await staying.RecoverAsync(default);
        Accept();

        _database.Execute("update smtpsoar.meta set timeline = 'another'");
        await staying.RecoverAsync(default);

        Assert.Equal(1, await staying.CountAsync([OutboxState.Held], default));
    }

    public void Dispose() => _database.Dispose();

    private void Accept()
    {
        using var other = _database.Open();
        other.Accept(OutboxStoreContractTests.Message("mail")).Return();
    }

    private async Task UntilAsync(string sql)
    {
        for (var tries = 0; _database.Scalar(sql) is not 1L; tries++)
        {
            Assert.True(tries < 500, sql);
            await Task.Delay(20);
        }
    }
}
