using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Delivery;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>A mail service over a store that is no folder, which a location and one line of registration choose.</summary>
public sealed class MemoryOutboxDeliveryTests
{
    private const string Location = MemoryOutbox.Scheme + "delivery";

    private readonly MemoryOutbox _outbox = new(new FakeTimeProvider());

    [Fact]
    public async Task Mail_ThroughAnotherStore_IsSentFromIt()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions());
        using var service = Service(server);

        var outcome = await service.SendAsync(service.Prepare(Mailer.Request(), default), default);
        await service.CloseAsync();

        Assert.Equal(("success", 1), (outcome.Result.Status, server.Messages.Count));
        var row = Assert.Single(_outbox.Rows);
        Assert.Equal((OutboxState.Sent, outcome.Result.OutboxId), (row.State, row.Id));
        Assert.Equal(server.Messages.Single().Data, row.Content);
    }

    [Fact]
    public async Task Waiting_InAnotherStore_IsClaimedInBatchesAndSent()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions
        {
            Script = new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")).Times(3),
        });
        using var service = Service(server);
        for (var i = 0; i < 3; i++)
            await service.SendAsync(service.Prepare(Mailer.Request(), default), default);
        using var outbox = new MailOutbox(new MemoryOutboxStore(Location, _outbox));

        OutboxEntry[] entries = [.. outbox.List(new OutboxQuery())];
        var claimed = await service.ClaimAsync([.. entries, .. entries], (_, damage) => throw damage, default);
        foreach (var mail in claimed)
            Assert.Null((await service.SendAsync(mail, default)).Error);
        await service.CloseAsync();

        Assert.Equal((10, 3, 3), (service.ClaimBatch, claimed.Count, server.Messages.Count));
        Assert.All(_outbox.Rows, row => Assert.Equal(OutboxState.Sent, row.State));
    }

    [Fact]
    public async Task Store_FailingAfterThe250_ReportsTheMailAsSent()
    {
        await using var server = SmtpTestServer.Start(new ServerOptions());
        using var service = Service(server);
        _outbox.BeforeWrite = what =>
        {
            if (what is "finish" or "flush")
                throw new System.TimeoutException("The database is away.");
        };

        var outcome = await service.SendAsync(service.Prepare(Mailer.Request(), default), default);
        await service.CloseAsync();

        Assert.Equal(("success", 1, null), (outcome.Result.Status, server.Messages.Count, outcome.Error));
    }

    private MailService Service(SmtpTestServer server) => new(new MailServiceOptions(Mailer.For(server).Asset, new RecordingFeedback())
    {
        Outbox = Location,
        Stores = [new MemoryOutboxStoreFactory(_outbox), .. OutboxStores.Factories],
    });
}
