using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.Shared.Tests;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>A new message waits for a database that is away for a moment, and for no mistake.</summary>
[NeedsRealServers]
public sealed class PostgresPatienceTests : IDisposable
{
    private const string Nobody = "postgresql://user:word@127.0.0.1:1/mail";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly RecordingFeedback _feedback = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stop = new();

    [StoreFact]
    public async Task Message_ForADatabaseThatRestarts_WaitsAndIsKept()
    {
        using var cluster = await StartAsync();
        cluster.Crash();
        using var store = Open(cluster.Address("mail"));
        var accepting = AcceptAsync(store);
        await UntilAsync(() => _feedback.Shown.Count > 0);
        Assert.Contains("the database of the outbox", _feedback.Shown.First().Wait!.For);
        Assert.False(accepting.IsCompleted);

        cluster.Start();

        Assert.True((await accepting.WaitAsync(Limit)).IsLent);
        Assert.Equal("1", cluster.Sql("select count(*) from smtpsoar.message", "mail"));
        Assert.True(_feedback.Shown.Last().IsCompleted);
    }

    [StoreFact]
    public async Task Message_ForADatabaseThatWasThere_WaitsForAMinute()
    {
        using var cluster = await StartAsync();
        using var store = Open(cluster.Address("mail"));
        await AcceptAsync(store);
        cluster.Crash();
        var accepting = AcceptAsync(store);

        await UntilAsync(() => _feedback.Details.Count > 0);
        cluster.Start();

        Assert.True((await accepting.WaitAsync(Limit)).IsLent);
    }

    [StoreFact]
    public async Task Messages_ForADatabaseThatIsNotThere_ShareOneWait()
    {
        using var store = Open(Nobody);
        var first = AcceptAsync(store);
        await UntilAsync(() => _feedback.Shown.Count > 0);
        Assert.False(first.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("OutboxUnreachable", (await FailureAsync(first)).ErrorId);
        Assert.Equal("OutboxUnreachable", (await FailureAsync(AcceptAsync(store))).ErrorId);
    }

    [StoreFact]
    public async Task Message_MuchLaterThanAnAbsence_WaitsAgain()
    {
        using var store = Open(Nobody);
        var first = AcceptAsync(store);
        await UntilAsync(() => _feedback.Shown.Count > 0);
        _clock.Advance(TimeSpan.FromSeconds(15));
        await FailureAsync(first);

        _clock.Advance(TimeSpan.FromSeconds(31));
        var shown = _feedback.Shown.Count;
        var second = AcceptAsync(store);

        await UntilAsync(() => _feedback.Shown.Count > shown);
        Assert.False(second.IsCompleted);
        _stop.Cancel();
        Assert.Equal("Stopped", (await FailureAsync(second)).ErrorId);
    }

    [StoreTheory]
    [InlineData("postgresql://user:word@nowhere.invalid/mail", "OutboxUnreachable")]
    [InlineData("postgresql://admin:wrong@{server}/mail", "OutboxLoginRefused")]
    [InlineData("postgresql://admin:{password}@{server}/nowhere", "OutboxDatabaseMissing")]
    [InlineData("postgresql://admin:{password}@{server}/mail?schema=other", "OutboxSchemaMissing")]
    [InlineData("postgresql://admin:wrong@127.0.0.1:1,{server}/mail", "OutboxLoginRefused")]
    [InlineData("postgresql://admin:{password}@{server}/mail?connect_timeout=soon", "OutboxAddressInvalid")]
    public async Task Message_WithAMistake_FailsAtOnce(string address, string error)
    {
        using var cluster = await StartAsync();
        using var store = Open(address
            .Replace("{password}", cluster.Password, StringComparison.Ordinal)
            .Replace("{server}", $"127.0.0.1:{cluster.Port}", StringComparison.Ordinal));

        Assert.Equal(error, (await FailureAsync(AcceptAsync(store))).ErrorId);
    }

    [StoreFact]
    public async Task Look_AtADatabaseThatIsNotThere_FailsAtOnceAndSaysNothingOfSending()
    {
        using var store = Open(Nobody);

        var failure = await FailureAsync(store.MeasureAsync(TimeSpan.FromMinutes(1), default));

        Assert.Equal("OutboxUnreachable", failure.ErrorId);
        Assert.DoesNotContain("sent", failure.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task Mail_ThatIsNotKept_IsToBeSentAgain()
    {
        var asset = new SmtpAsset { Server = "127.0.0.1", Port = 1, SslMethod = SslMethod.None, SenderAddress = "from@example.org" };
        using var service = new MailService(new MailServiceOptions(asset, _feedback) { Outbox = Nobody + "?connect_timeout=1" });

        var outcome = await service.SendAsync(service.Prepare(Mailer.Request(), default), default);

        Assert.Equal(("OutboxUnreachable", false), (outcome.Error!.ErrorId, outcome.Result.IsKept));
        Assert.EndsWith("Nothing was sent, and nothing of the mail is kept: send it again.", outcome.Error.Advice);
    }

    [StoreFact]
    public async Task Server_WithoutTls_IsNoMatterOfCertificates()
    {
        using var cluster = await StartAsync();
        using var store = Open(cluster.Address("mail", "sslmode=require"));

        var failure = await FailureAsync(AcceptAsync(store));

        Assert.Equal("OutboxTlsFailed", failure.ErrorId);
        Assert.Contains("has no TLS", failure.Advice);
        Assert.DoesNotContain("sslrootcert", failure.Advice);
    }

    [StoreFact]
    public async Task Acceptor_LeavesNoErrorInTheServersLog()
    {
        using var cluster = await StartAsync();
        cluster.Sql("create role runbook login password 'word' in role smtpsoar_accept", "mail");
        using var store = Open($"postgresql://runbook:word@127.0.0.1:{cluster.Port}/mail");

        var lease = await AcceptAsync(store);

        Assert.False(lease.IsLent);
        Assert.DoesNotContain("permission denied", File.ReadAllText(Path.Combine(cluster.Folder, "server.log")), StringComparison.Ordinal);
    }

    public void Dispose() => _stop.Dispose();

    private static async Task<PostgresCluster> StartAsync()
    {
        var cluster = PostgresCluster.Start(Repository.Root);
        cluster.Sql("create database mail");
        await OutboxStores.InitializeAsync(cluster.Address("mail"), new RecordingFeedback(), null, new OutboxSetupOptions(), default);
        return cluster;
    }

    private static Task<SmtpSoarException> FailureAsync(Task work) => Assert.ThrowsAsync<SmtpSoarException>(() => work.WaitAsync(Limit));

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var tries = 0; !isTrue(); tries++)
        {
            Assert.True(tries < 1500, "never");
            await Task.Delay(20);
        }
    }

    // The lease goes by the clock that the waits go by.
    private PostgresOutboxStore Open(string address)
    {
        var real = TestDatabase.RealContext(address);
        return new PostgresOutboxStore(real with
        {
            Store = real.Store with { Feedback = _feedback },
            LeaseClock = _clock,
        });
    }

    private Task<IOutboxLease> AcceptAsync(PostgresOutboxStore store) =>
        store.AcceptAsync(OutboxDraft.Of(OutboxStoreContractTests.Message("mail"), "send email"), _stop.Token);
}
