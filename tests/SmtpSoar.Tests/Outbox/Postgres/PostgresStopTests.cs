using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The database stops at each step of a new message's way into it, and is away for a while: the message waits, and goes in once.</summary>
[NeedsRealServers]
public sealed class PostgresStopTests : IDisposable
{
    private const int Small = 1;
    private const int Large = 20_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestDatabase _database = new();
    private readonly CuttingProxy _proxy = new(MailServers.Current.Postgres.Port);

    [StoreTheory]
    [InlineData("application_name", false, Small)]
    [InlineData("application_name", true, Small)]
    [InlineData("typname", false, Small)]
    [InlineData("typname", true, Small)]
    [InlineData("pg_is_in_recovery", false, Small)]
    [InlineData("pg_is_in_recovery", true, Small)]
    [InlineData("synchronous_commit", false, Small)]
    [InlineData("synchronous_commit", true, Small)]
    [InlineData("smtpsoar.meta", false, Small)]
    [InlineData("smtpsoar.meta", true, Small)]
    [InlineData("smtpsoar.owner (id", false, Small)]
    [InlineData("smtpsoar.owner (id", true, Small)]
    [InlineData("smtpsoar.accept(", false, Small)]
    [InlineData("smtpsoar.accept(", true, Small)]
    [InlineData("smtpsoar.accept_chunk(", false, Large)]
    [InlineData("smtpsoar.accept_chunk(", true, Large)]
    [InlineData("smtpsoar.accept(", false, Large)]
    [InlineData("smtpsoar.accept(", true, Large)]
    public async Task Database_ThatStopsAtAStatement_GetsTheMessageOnceItIsBack(string statement, bool isDone, int lines)
    {
        await _database.InitializeAsync();
        _proxy.GoesWithCut = true;
        _proxy.CutAt(statement, isDone);

        await AssertWaitsAsync("sslmode=disable", lines);
    }

    [StoreFact]
    public async Task Database_ThatStopsInATlsHandshake_GetsTheMessageOnceItIsBack()
    {
        await _database.InitializeAsync();
        _proxy.OnCut = CutHandshake;
        CutHandshake();
        using var store = Open("sslmode=require");

        var lease = await AcceptAsync(store, Small).WaitAsync(Limit);

        Assert.True(lease.IsLent);
        AssertOnce();

        // The name of the server stands in a handshake, and in nothing that is not encrypted. Npgsql tries twice.
        void CutHandshake()
        {
            if (_proxy.Cuts < 4)
                _proxy.CutAt("localhost", isDone: false);
        }
    }

    [StoreTheory]
    [InlineData("57P01 57P03")]
    [InlineData("57P01 57P01 57P03 57P03")]
    [InlineData("57P03 57P03 57P01 57P01")]
    [InlineData("57P03 57P03 57P03 57P03")]
    [InlineData("57P02 57P02 53300 53300")]
    public async Task Database_ThatSaysThatItStops_GetsTheMessageOnceItIsBack(string codes)
    {
        await _database.InitializeAsync();

        // Npgsql may open a connection twice before it tells of a failure.
        _proxy.Answer(codes.Split(' '));
        using var store = Open("sslmode=disable");

        var lease = await AcceptAsync(store, Small).WaitAsync(Limit);

        Assert.True(lease.IsLent);
        AssertOnce();
    }

    public void Dispose()
    {
        _proxy.Dispose();
        _database.Dispose();
    }

    private static Task<IOutboxLease> AcceptAsync(PostgresOutboxStore store, int lines)
    {
        var body = new System.Text.StringBuilder().Insert(0, "a line of a mail\r\n", lines).ToString();
        return store.AcceptAsync(OutboxDraft.Of(OutboxStoreContractTests.Message("mail", body: body), "send email"), default);
    }

    private async Task AssertWaitsAsync(string settings, int lines)
    {
        using var store = Open(settings);
        var accepting = Task.Run(() => AcceptAsync(store, lines));
        Assert.True(SpinWait.SpinUntil(() => accepting.IsCompleted || _proxy.Refusals > 5, Limit));
        Assert.False(accepting.IsCompleted, $"{accepting.Exception}");

        _proxy.IsAway = false;

        Assert.True((await accepting.WaitAsync(Limit)).IsLent);
        Assert.Equal(1, _proxy.Cuts);
        AssertOnce();
    }

    private void AssertOnce()
    {
        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.message"));
        Assert.Equal(1L, _database.Scalar("select count(*) from smtpsoar.queue"));
    }

    private PostgresOutboxStore Open(string settings) => new(TestDatabase.RealContext(
        _database.Address(settings).Replace($"127.0.0.1:{MailServers.Current.Postgres.Port}", $"localhost:{_proxy.Port}", StringComparison.Ordinal)));
}
