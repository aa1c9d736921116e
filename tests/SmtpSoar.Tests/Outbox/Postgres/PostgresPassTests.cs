using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>Moving messages between the outboxes of one database.</summary>
[NeedsRealServers]
public sealed class PostgresPassTests
{
    private const string Other = "outbox=other";

    // The same server by two names.
    [StoreTheory]
    [InlineData(OutboxState.Waiting, "127.0.0.1")]
    [InlineData(OutboxState.Failed, "127.0.0.1")]
    [InlineData(OutboxState.Unknown, "127.0.0.1")]
    [InlineData(OutboxState.Sent, "127.0.0.1")]
    [InlineData(OutboxState.Waiting, "localhost")]
    public async Task Move_WithinADatabase_KeepsTheMessageAsItIs(OutboxState state, string host)
    {
        using var database = await new TestDatabase().InitializeAsync();
        await PutAsync(database, state);
        using var source = new MailOutbox(database.Address(), new RecordingFeedback());
        using var target = new MailOutbox(database.Address(Other).Replace("127.0.0.1", host, System.StringComparison.Ordinal), new RecordingFeedback());
        var before = Assert.Single(source.List(new OutboxQuery()));

        Assert.True(await source.MoveAsync(before, target, default));

        Assert.Empty(source.List(new OutboxQuery()));
        var after = Assert.Single(target.List(new OutboxQuery()));
        Assert.Equal((before.Id, state, before.Subject, before.Accepted, before.LastError), (after.Id, after.State, after.Subject, after.Accepted, after.LastError));
        Assert.Equal(1L, database.Scalar("select count(*) from smtpsoar.message"));
        Assert.True(await source.MoveAsync(before, target, default), "A move whose reply was lost is done again.");
        Assert.True(await target.RemoveAsync(after, default));
        Assert.False(await source.MoveAsync(before, target, default));
    }

    [StoreFact]
    public async Task Move_OfAMessageThatACommandHas_LeavesIt()
    {
        using var database = await new TestDatabase().InitializeAsync();
        await PutAsync(database, OutboxState.Waiting);
        using var worker = database.Open();
        using var source = new MailOutbox(database.Address(), new RecordingFeedback());
        using var target = new MailOutbox(database.Address(Other), new RecordingFeedback());
        var entry = Assert.Single(source.List(new OutboxQuery()));
        worker.Claim(entry.Id);

        Assert.False(await source.MoveAsync(entry, target, default));

        Assert.Equal(OutboxState.Sending, Assert.Single(source.List(new OutboxQuery())).State);
    }

    [StoreFact]
    public async Task Move_ToTheSameOutboxByAnotherName_IsRefused()
    {
        using var database = await new TestDatabase().InitializeAsync();
        await PutAsync(database, OutboxState.Waiting);
        using var source = new MailOutbox(database.Address(), new RecordingFeedback());
        using var same = new MailOutbox(database.Address("outbox=default"), new RecordingFeedback());
        var entry = Assert.Single(source.List(new OutboxQuery()));

        var failure = await Assert.ThrowsAsync<SmtpSoarException>(() => source.MoveAsync(entry, same, default));

        Assert.Equal("OutboxMoveToItself", failure.ErrorId);
        Assert.Equal(OutboxState.Waiting, Assert.Single(source.List(new OutboxQuery())).State);
    }

    [StoreFact]
    public async Task Move_ByAWorker_NeedsNoOtherRole()
    {
        using var database = await new TestDatabase().InitializeAsync();
        using var worker = new TestUser(database, "smtpsoar_work");
        await PutAsync(database, OutboxState.Waiting);
        using var source = new MailOutbox(worker.Address, new RecordingFeedback());
        using var target = new MailOutbox($"{worker.Address}?{Other}", new RecordingFeedback());

        Assert.True(await source.MoveAsync(source.List(new OutboxQuery()).Single(), target, default));

        Assert.Single(target.List(new OutboxQuery()));
    }

    private static async Task PutAsync(TestDatabase database, OutboxState state)
    {
        using var store = database.Open();
        var lease = store.Accept(OutboxStoreContractTests.Message("one"));
        await lease.FinishAsync(new OutboxOutcome(state));
        await store.FlushAsync(default);
    }
}
