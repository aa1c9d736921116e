using System;
using System.Threading.Tasks;
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

    public void Dispose()
    {
        _proxy.Dispose();
        _database.Dispose();
    }

    private string Address() => _database.Address("sslmode=disable")
        .Replace($":{MailServers.Current.Postgres.Port}/", $":{_proxy.Port}/", StringComparison.Ordinal);

    private void Accept()
    {
        using var store = _database.Open();
        store.Accept(OutboxStoreContractTests.Message("mail")).Return();
    }
}
