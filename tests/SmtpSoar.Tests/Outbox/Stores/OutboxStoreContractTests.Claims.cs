using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Transport;
using Xunit;

// As in the other part.
using FactAttribute = SmtpSoar.Tests.Outbox.Stores.StoreFactAttribute;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <content>Claims of several commands, what one leaves that ended, and leases that were lost.</content>
public abstract partial class OutboxStoreContractTests
{
    [Fact]
    public async Task Claim_ByManyCommandsAtOnce_HasOneWinnerForEachMessage()
    {
        Wait(30);
        var ids = List(OutboxState.Waiting).Select(entry => entry.Id).ToList();
        var stores = Enumerable.Range(0, 6).Select(_ => Open()).ToList();
        var won = new ConcurrentBag<string>();
        using var start = new Barrier(stores.Count);

        await Task.WhenAll(stores.Select(store => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                foreach (var batch in ids.Chunk(4))
                    foreach (var lease in Claim(store, new OutboxClaim(OutboxState.Waiting) { Ids = batch, OnDamaged = Throw }))
                        won.Add(lease.Record.Id);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(ids, won.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Claim_OfWhatIsDue_GivesBatchesOfTheOldest()
    {
        Wait(5);
        var store = Open();
        var claim = new OutboxClaim(OutboxState.Waiting) { MaxCount = 2, OnDamaged = Throw };

        var batches = Enumerable.Range(0, 4).Select(_ => Claim(store, claim)).ToList();

        Assert.Equal([2, 2, 1, 0], batches.Select(batch => batch.Count));
        Assert.Equal(["0", "1", "2", "3", "4"], batches.SelectMany(batch => batch).Select(lease => lease.Record.Subject));
    }

    [Fact]
    public async Task Mark_OfADraft_IsOnRecordAfterACrash()
    {
        var store = Open();
        var entry = new OutboxEntryLifecycle(store.Accept(Message("large")));
        entry.KeepDraft(new MailboxDraft("m@example.org", null));
        entry.KeepDraft(new MailboxDraft("m@example.org", "id"));
        entry.BeforeDraft(new MailboxDraft("m@example.org", "id"));

        Kill(store);
        await Open().RecoverAsync(default);

        Assert.True(Assert.Single(List(OutboxState.Unknown)).MayAskDraft);
        var claimed = Open().Claim(entry.Id, OutboxState.Unknown)!;
        Assert.Equal(new MailboxDraft("m@example.org", "id") { IsMarked = true }, claimed.Record.Draft);
        Finish(claimed, new OutboxOutcome(OutboxState.Sent));
        Assert.Equal(["large"], List(OutboxState.Sent).Select(sent => sent.Subject));
    }

    // Such a draft tells nothing of the message, which may have gone in the other way.
    [Fact]
    public async Task Mark_OfAnythingElse_TakesTheMarkFromADraftThatStayed()
    {
        var store = Open();
        var entry = new OutboxEntryLifecycle(store.Accept(Message("large")));
        entry.KeepDraft(new MailboxDraft("m@example.org", "id"));
        entry.BeforeDraft(new MailboxDraft("m@example.org", "id"));
        entry.NotTaken();
        entry.Begin(CancellationToken.None);
        entry.BeforeLastByte();

        Kill(store);
        await Open().RecoverAsync(default);

        var unknown = Assert.Single(List(OutboxState.Unknown));
        Assert.False(unknown.MayAskDraft);
        Assert.Contains("the id id, may be in the folder Drafts of m@example.org: remove it there", unknown.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThatAKilledCommandLeft_IsNamedByTheWaitingMessage()
    {
        var store = Open();
        var entry = new OutboxEntryLifecycle(store.Accept(Message("large")));
        entry.KeepDraft(new MailboxDraft("m@example.org", "id"));

        Kill(store);
        await Open().RecoverAsync(default);

        Assert.Contains("the id id, may be in the folder Drafts of m@example.org", Assert.Single(List(OutboxState.Waiting)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim_BeforeItsTime_GivesAMessageOnlyByItsId()
    {
        var lease = Open().Accept(Message("later"));
        Finish(lease, new OutboxOutcome(OutboxState.Waiting) { Delay = TimeSpan.FromMinutes(5) });
        var due = new OutboxClaim(OutboxState.Waiting) { MaxCount = 9, OnDamaged = Throw };

        Assert.Equal(Clock.GetUtcNow().AddMinutes(5), Assert.Single(List(OutboxState.Waiting)).NextTry);
        Assert.Empty(Claim(Open(), due));
        var notDue = new List<string>();
        var query = new OutboxQuery { States = [OutboxState.Waiting], OnlyDue = true, OnNotDue = entry => notDue.Add(entry.Id) };
        Assert.Empty(Open().List(query));
        Assert.Equal([lease.Record.Id], notDue);
        Open().Claim(lease.Record.Id)!.Return();
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(Claim(Open(), due));
    }

    [Fact]
    public void Claim_OfNoOrAnotherState_GivesNothing()
    {
        Wait(1);
        var id = List(OutboxState.Waiting).Single().Id;

        Assert.Null(Open().Claim(id, OutboxState.Failed));
        Assert.Null(Open().Claim(id[..^1] + (id[^1] == '0' ? '1' : '0')));
        Assert.Null(Open().Claim("../" + id));
        Assert.NotNull(Open().Claim(id));
    }

    [Fact]
    public async Task Recover_OfAKilledCommand_KnowsMarkedFromUnmarked()
    {
        var store = Open();
        var (marked, unmarked) = (store.Accept(Message("marked")), store.Accept(Message("unmarked")));
        await marked.MarkAsync();
        Kill(store);

        await Open().RecoverAsync(default);

        Assert.Equal("unmarked", Assert.Single(List(OutboxState.Waiting)).Subject);
        var unknown = Assert.Single(List(OutboxState.Unknown));
        Assert.Equal(("marked", "OutboxInterrupted", 1), (unknown.Subject, unknown.ErrorId, unknown.Attempts));
        Assert.InRange(unknown.Finished!.Value, unknown.Accepted, unknown.Accepted.AddMinutes(5));
        Assert.All(unknown.Recipients, recipient => Assert.True(recipient.OutcomeUnknown));
        Assert.Empty(List(OutboxState.Sending));
    }

    [Fact]
    public async Task Recover_BesideALivingCommand_LeavesItsMessages()
    {
        var store = Open();
        var lease = store.Accept(Message("living"));
        await lease.MarkAsync();

        await Open().RecoverAsync(default);

        Assert.Equal("living", Assert.Single(List(OutboxState.Sending)).Subject);
        lease.Confirm();
        Finish(lease, new OutboxOutcome(OutboxState.Sent));
        await store.FlushAsync(default);
        Assert.Single(List(OutboxState.Sent));
    }

    [Fact]
    public async Task Recover_ByManyAtOnce_LosesAndDoublesNothing()
    {
        var killed = Enumerable.Range(0, 8).Select(_ => Open()).ToList();
        foreach (var store in killed)
        {
            await store.Accept(Message("marked")).MarkAsync();
            store.Accept(Message("unmarked"));
        }

        killed.ForEach(Kill);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Open().RecoverAsync(default))));

        Assert.Equal((8, 8), (List(OutboxState.Unknown).Count, List(OutboxState.Waiting).Count));
    }

    [Fact]
    public async Task Recover_ByACommandThatStays_FindsThoseThatEndedSince()
    {
        var staying = Open();
        staying.Accept(Message("own"));
        await staying.RecoverAsync(default);
        var store = Open();
        await store.Accept(Message("marked")).MarkAsync();
        KillOnly(store, "marked");

        await staying.RecoverAsync(default);

        Assert.Equal((OutboxState.Unknown, OutboxState.Sending), (State("marked"), State("own")));
    }

    [Fact]
    public async Task Lease_ThatWasRecovered_MarksNothingAnyMore()
    {
        var store = Open();
        var (marked, unmarked) = (store.Accept(Message("marked")), store.Accept(Message("unmarked")));
        await marked.MarkAsync();
        Kill(store);
        await Open().RecoverAsync(default);

        Assert.NotNull(Failure(() => unmarked.MarkAsync()));
        Assert.NotNull(Failure(() => marked.MarkAsync()));
        Assert.NotNull(Failure(unmarked.ReturnAsync));
        Assert.Equal((OutboxState.Waiting, OutboxState.Unknown), (State("unmarked"), State("marked")));

        // The server's word may be late, but it is true.
        var late = Failure(() => marked.FinishAsync(new OutboxOutcome(OutboxState.Sent)));
        Assert.Equal(late is null ? OutboxState.Sent : OutboxState.Unknown, State("marked"));
    }

    [Fact]
    public async Task Lease_OfWhichAnotherCommandHasTheMessage_ChangesNothing()
    {
        var store = Open();
        var old = store.Accept(Message("lost"));
        await old.MarkAsync();
        Kill(store);
        var next = Open();
        await next.RecoverAsync(default);
        var lease = next.Claim(old.Record.Id, OutboxState.Unknown)!;

        Assert.NotNull(Failure(() => old.MarkAsync()));
        Assert.NotNull(Failure(old.KeepAsync));
        Assert.NotNull(Failure(() => old.FinishAsync(new OutboxOutcome(OutboxState.Sent))));
        Assert.NotNull(Failure(old.ReturnAsync));

        Assert.Equal(OutboxState.Sending, State("lost"));
        lease.Confirm();
        await lease.MarkAsync();
        Finish(lease, new OutboxOutcome(OutboxState.Failed));
        Assert.Equal(OutboxState.Failed, State("lost"));
    }
}
