using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.Outbox.Worker;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>A worker whose database is away for a while.</summary>
[NeedsRealServers]
public sealed class PostgresAbsenceTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly CuttingProxy _proxy = new(MailServers.Current.Postgres.Port);

    [StoreFact]
    public async Task Message_ThatTheServerTookMeanwhile_IsWrittenDownOnceTheDatabaseIsBack()
    {
        await _database.InitializeAsync();
        var gate = new TaskCompletionSource();
        await using var server = SmtpTestServer.Start(new ServerOptions { Script = new Script().On(Step.EndOfData, Reply.WaitFor(gate.Task)) });
        await using var worker = RunningWorker.StartAt(
            Address(), Mailer.For(server).Asset, options => options.StopTimeout = TimeSpan.FromMilliseconds(50));
        Accept();
        await worker.UntilAsync(() => _database.Scalar("select count(*) from smtpsoar.queue where marked is not null") is 1L);

        _proxy.IsAway = true;
        await worker.UntilAsync(() => worker.Health("state") == "OutboxAway");
        gate.SetResult();
        await worker.UntilAsync(() => server.Messages.Count == 1 && _proxy.Refusals > 15);
        _proxy.IsAway = false;

        await worker.UntilAsync(() => _database.Scalar("select count(*) from smtpsoar.sent") is 1L);
        await worker.UntilAsync(() => worker.Health("state") == "Idle");
        Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.queue"));
        Assert.DoesNotContain(worker.Feedback.Warnings, warning => warning.Contains("unknown", StringComparison.Ordinal));
        Assert.Equal("success", Assert.Single(worker.Outcomes).Result.Status);
    }

    [StoreFact]
    public async Task Message_WhoseMarkMeetsTheAbsence_GoesAsSoonAsTheDatabaseIsBack()
    {
        await _database.InitializeAsync();
        await using var server = SmtpTestServer.Start(new ServerOptions());
        await using var worker = RunningWorker.StartAt(Address(), Mailer.For(server).Asset);
        _proxy.GoesWithCut = true;
        _proxy.CutAt("set marked =", isDone: false);
        Accept();
        await worker.UntilAsync(() => _proxy.Refusals > 5);

        _proxy.IsAway = false;

        await worker.UntilAsync(() =>
        {
            Assert.Equal(0L, _database.Scalar("select count(*) from smtpsoar.queue where due > clock_timestamp() + interval '5 s'"));
            return _database.Scalar("select count(*) from smtpsoar.sent") is 1L;
        });
        Assert.Single(server.Messages);
        Assert.Equal("OutboxUnreachable", worker.Outcomes.First().Error!.ErrorId);
        Assert.True(worker.Outcomes.First().Result.IsKept);
    }

    [StoreFact]
    public async Task NextTry_OfAMessageThatMetTheAbsence_CountsFromItsOutcome()
    {
        await _database.InitializeAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var real = TestDatabase.RealContext(Address());
        using var store = new PostgresOutboxStore(real with { Store = real.Store with { Clock = clock } });
        var lease = await store.AcceptAsync(OutboxDraft.Of(OutboxStoreContractTests.Message("mail"), "send email"), default);
        _proxy.IsAway = true;
        var finishing = lease.FinishAsync(new OutboxOutcome(OutboxState.Waiting) { Delay = TimeSpan.FromHours(1) });
        WaitForRefusals();

        // One try, which may have begun before, meets several refusals.
        clock.Advance(TimeSpan.FromMinutes(30));
        WaitForRefusals();
        _proxy.IsAway = false;

        await finishing;
        var left = (TimeSpan)_database.Scalar("select due - clock_timestamp() from smtpsoar.queue")!;
        Assert.InRange(left, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(31));
    }

    public void Dispose()
    {
        _proxy.Dispose();
        _database.Dispose();
    }

    private void WaitForRefusals()
    {
        var before = _proxy.Refusals;
        Assert.True(SpinWait.SpinUntil(() => _proxy.Refusals > before + 5, TimeSpan.FromSeconds(60)));
    }

    private string Address() => _database.Address("sslmode=disable")
        .Replace($":{MailServers.Current.Postgres.Port}/", $":{_proxy.Port}/", StringComparison.Ordinal);

    private void Accept()
    {
        using var store = _database.Open();
        store.Accept(OutboxStoreContractTests.Message("mail")).Return();
    }
}
