using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Postgres.Connection;
using SmtpSoar.Core.Outbox.Postgres.Setup;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Fleet;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using SmtpSoar.Tests.RealServers;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>The rarer errors of an outbox in a database.</summary>
[NeedsRealServers]
public sealed class PostgresRefusalTests
{
    private const string Address = "postgresql://db.example/mail";

    [Fact]
    public void Setup_OfAFolder_IsNotNeeded() =>
        Assert.Equal("OutboxNeedsNoSetup", Id(() => OutboxStores.Script("outbox", new OutboxSetupOptions())));

    [Theory]
    [InlineData("two words")]
    [InlineData("x; drop table y")]
    [InlineData("")]
    public void Role_OfAnImpossibleName_IsRefused(string role) =>
        Assert.Equal("OutboxRoleInvalid", Id(() => OutboxStores.Script(Address, new OutboxSetupOptions { WorkRole = role })));

    [Fact]
    public void Server_OfAnEarlierVersion_IsRefused() => Assert.Equal("OutboxServerTooOld", Id(() =>
        PostgresCheck.CheckServer(PostgresAddress.Parse(Address), new PostgresCheck.Server(false, false, "on", 110022, true))));

    [StoreFact]
    public async Task Connection_BeyondThoseOfAllMachines_IsNotOpened()
    {
        using var database = await new TestDatabase().InitializeAsync();
        using var store = database.Open();
        var asset = new SmtpAsset { Server = "mail.example.org", MaxConnections = 1 };
        var gate = new FleetGate(store.Limits!, asset);
        await gate.TakeSlotAsync(default);
        var transport = new FleetTransport(
            null!, gate, new WaitSign(new RecordingFeedback(), "mail.example.org", TimeProvider.System), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => transport.OpenAsync(default));

        Assert.Equal("FleetConnectionsTaken", failure.ErrorId);
    }

    [StoreFact]
    public async Task Accept_WhoseCommitHasNoReply_IsUnknown()
    {
        using var database = await new TestDatabase().InitializeAsync();
        using var proxy = new CuttingProxy(MailServers.Current.Postgres.Port);
        using var stop = new CancellationTokenSource();
        proxy.OnCut = stop.Cancel;
        using var store = TestDatabase.OpenAt(database.Address("sslmode=disable")
            .Replace($":{MailServers.Current.Postgres.Port}/", $":{proxy.Port}/", StringComparison.Ordinal));
        await store.Accept(OutboxStoreContractTests.Message("first")).ReturnAsync();
        proxy.CutAt("smtpsoar.accept(", isDone: true);

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() =>
            store.AcceptAsync(OutboxDraft.Of(OutboxStoreContractTests.Message("second"), "send email"), stop.Token));

        Assert.Equal("OutboxAcceptUnknown", failure.ErrorId);
        Assert.Equal(2L, database.Scalar("select count(*) from smtpsoar.message"));
    }

    private static string Id(Action act) => Assert.Throws<SmtpSoarException>(act).ErrorId;
}
