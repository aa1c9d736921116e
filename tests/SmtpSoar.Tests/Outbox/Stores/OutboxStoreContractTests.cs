using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SmtpSoar.Core;
using SmtpSoar.Core.Addresses;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Outbox;
using Xunit;

// The class of a store may need a server, without which its tests are left out.
using FactAttribute = SmtpSoar.Tests.Outbox.Stores.StoreFactAttribute;
using TheoryAttribute = SmtpSoar.Tests.Outbox.Stores.StoreTheoryAttribute;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>Tests what every store of an outbox must do. A class for each store derives from this one, and adds only the store.</summary>
public abstract partial class OutboxStoreContractTests : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>The store's own clock.</summary>
    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));

    /// <summary>A new command's place in the one outbox of this test.</summary>
    internal abstract IOutboxStore Create();

    /// <summary>Ends the process of a store as a power switch would: its leases stay, and so may be recovered.</summary>
    internal abstract void Kill(IOutboxStore store);

    /// <summary>The same, where other processes live that have other messages.</summary>
    /// <param name="store">The store.</param>
    /// <param name="subject">The one message that it has.</param>
    internal virtual void KillOnly(IOutboxStore store, string subject) => Kill(store);

    /// <summary>Changes a byte of a message's content.</summary>
    internal abstract void Damage(IOutboxLease lease);

    /// <summary>Holds a waiting message, where the store can.</summary>
    internal virtual bool TryHold(string id) => false;

    [Fact]
    public void Outbox_BeforeTheFirstMessage_IsMissingAndNotMade()
    {
        var store = Open();

        Assert.Equal("OutboxMissing", Failure(() => store.RecoverAsync(default)));
        Assert.Equal("OutboxMissing", Failure(() => Task.FromResult(store.List(new OutboxQuery()).ToList())));
        Assert.Equal("OutboxMissing", Failure(() => Task.FromResult(store.Claim("20310506T0708090000000-0123abcd"))));
        Assert.Equal("OutboxMissing", Failure(() => store.RecoverAsync(default)));
    }

    [Fact]
    public void Accept_OfAMessage_KeepsItWholeAndLendsIt()
    {
        var lease = Open().Accept(Message("subject", body: "body\r\n"));

        Assert.Equal("Subject: subject\r\n\r\nbody\r\n", Content(lease, 0));
        Assert.Equal("body\r\n", Content(lease, 20));
        var entry = Assert.Single(List(OutboxState.Sending));
        Assert.Equal((lease.Record.Id, "subject", "from@example.org", 26L), (entry.Id, entry.Subject, entry.From, entry.Size));
        Assert.Equal((Clock.GetUtcNow(), OutboxState.Waiting), (entry.Accepted, lease.Origin));
        Assert.Equal(["to@example.org"], entry.To);
        Assert.Null(Open().Claim(entry.Id));
        Assert.Empty(List(OutboxState.Waiting));
    }

    [Fact]
    public void Accept_OfAMessageLongerThanAnyBuffer_GivesItBackToTheByte()
    {
        var lines = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"line {i}\r\n"));

        var lease = Open().Accept(Message("long", body: lines));

        Assert.Equal(lines, Content(lease, lease.Record.HeaderSize + 2));
        using var read = new MemoryStream();
        OutboxMessageReader.Of(lease).Image.WriteTo(read, default);
        Assert.Equal("Subject: long\r\n\r\n" + lines, Encoding.ASCII.GetString(read.ToArray()));
    }

    [Fact]
    public void Accept_ThatFails_KeepsNothing()
    {
        Open().Accept(Message("another")).Return();
        var broken = Message("broken", new BrokenSegment());

        Assert.Equal("OutboxNotWritable", Failure(() => Task.FromResult(Open().Accept(broken))));

        Assert.Equal(["another"], List().Select(entry => entry.Subject));
    }

    [Fact]
    public void Accept_ThatIsStopped_KeepsNothing()
    {
        Open().Accept(Message("another")).Return();
        using var stop = new CancellationTokenSource();
        var stopping = Message("stopped", new BrokenSegment(stop.Cancel));

        Assert.Equal("Stopped", Failure(() => Open().AcceptAsync(OutboxDraft.Of(stopping, "send email"), stop.Token)));

        Assert.Equal(["another"], List().Select(entry => entry.Subject));
    }

    [Fact]
    public void Ids_OfMessagesInARow_SortByTheTimeOfAcceptance()
    {
        var store = Open();

        var ids = Enumerable.Range(0, 20).Select(i => store.Accept(Message($"{i}")).Record.Id).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.True(OutboxId.IsId(id)));
    }

    [Fact]
    public async Task Keep_OfWhatAServerSaid_OutlivesTheCommandAndTakesTheMarkAway()
    {
        var store = Open();
        var lease = store.Accept(Message("kept"));
        await lease.MarkAsync();
        (lease.Record.Recipients[0].StatusCode, lease.Record.ErrorId) = (450, "RecipientRefused");

        await lease.KeepAsync();
        Kill(store);
        await Open().RecoverAsync(default);

        var entry = Assert.Single(List());
        Assert.Equal((OutboxState.Waiting, "RecipientRefused", 450), (entry.State, entry.ErrorId, entry.Recipients[0].StatusCode));
    }

    [Theory]
    [InlineData(OutboxState.Waiting)]
    [InlineData(OutboxState.Sent)]
    [InlineData(OutboxState.Failed)]
    [InlineData(OutboxState.Unknown)]
    public async Task Finish_InAnyState_IsListedWithAllThatIsKnown(OutboxState state)
    {
        var store = Open();
        var lease = store.Accept(Message("finished"));
        await lease.MarkAsync();
        Clock.Advance(TimeSpan.FromHours(1));
        (lease.Record.Attempts, lease.Record.ServerResponse, lease.Record.Recipients[0].Accepted) = (3, "250 Ok", true);

        Assert.Equal(state, Finish(lease, new OutboxOutcome(state)));
        await store.FlushAsync(default);
        Kill(store);
        await Open().RecoverAsync(default);

        var entry = Assert.Single(List());
        Assert.Equal((state, 3, "250 Ok", true), (entry.State, entry.Attempts, entry.ServerResponse, entry.Recipients[0].Accepted));
        Assert.Equal(state == OutboxState.Waiting ? null : Clock.GetUtcNow(), entry.Finished);
        Assert.Null(entry.NextTry);
        foreach (var other in Enum.GetValues<OutboxState>())
            Assert.Equal(other == state ? 1 : 0, await Open().CountAsync([other], default));
    }

    [Fact]
    public async Task Sent_BeforeTheNextMark_IsDurableWithIt()
    {
        var store = Open();
        var (first, second) = (store.Accept(Message("first")), store.Accept(Message("second")));
        await first.MarkAsync();
        Finish(first, new OutboxOutcome(OutboxState.Sent));

        await second.MarkAsync();
        Kill(store);
        await Open().RecoverAsync(default);

        Assert.Equal((OutboxState.Sent, OutboxState.Unknown), (State("first"), State("second")));
    }

    [Fact]
    public async Task Dispose_OfAStore_GivesBackWhatWasNotFinished()
    {
        var store = Open();
        var sent = store.Accept(Message("sent"));
        store.Accept(Message("unfinished"));
        await sent.MarkAsync();
        Finish(sent, new OutboxOutcome(OutboxState.Sent));
        Finish(store.Accept(Message("failed")), new OutboxOutcome(OutboxState.Failed));
        store.Claim(List(OutboxState.Failed).Single().Id, OutboxState.Failed);

        store.Dispose();

        Assert.Equal((OutboxState.Sent, OutboxState.Waiting, OutboxState.Failed), (State("sent"), State("unfinished"), State("failed")));
    }

    [Fact]
    public void Waited_CountsFromAcceptanceUntilItWaitsAnew()
    {
        var store = Open();
        var lease = store.Accept(Message("patient"));
        Clock.Advance(TimeSpan.FromDays(2));
        Finish(lease, new OutboxOutcome(OutboxState.Failed));
        Clock.Advance(TimeSpan.FromDays(1));
        var again = store.Claim(lease.Record.Id, OutboxState.Failed)!;
        Assert.Equal(TimeSpan.FromDays(3), again.Waited);

        Finish(again, new OutboxOutcome(OutboxState.Waiting) { IsAnew = true });

        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), store.Claim(lease.Record.Id)!.Waited);
    }

    [Fact]
    public async Task Remove_OfAMessage_TakesItWholeAndOnlyInItsState()
    {
        Wait(2);
        var ids = List(OutboxState.Waiting).Select(entry => entry.Id).ToList();
        var store = Open();
        var lease = store.Claim(ids[1])!;

        Assert.False(await store.RemoveAsync(ids[0], OutboxState.Sent, default));
        Assert.False(await store.RemoveAsync(ids[1], OutboxState.Waiting, default));
        Assert.False(await store.RemoveAsync(ids[1], OutboxState.Sending, default));
        Assert.True(await store.RemoveAsync(ids[0], OutboxState.Waiting, default));
        Assert.False(await store.RemoveAsync(ids[0], OutboxState.Waiting, default));

        await lease.ReturnAsync();
        Assert.Equal([ids[1]], List().Select(entry => entry.Id));
    }

    [Fact]
    public void List_OfAnAge_CountsFromWhenAMessageWasFinished()
    {
        var store = Open();
        var lease = store.Accept(Message("old"));
        Clock.Advance(TimeSpan.FromDays(10));
        Finish(lease, new OutboxOutcome(OutboxState.Failed));
        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty(store.List(new OutboxQuery { FinishedFor = TimeSpan.FromDays(2) }));
        Assert.Single(store.List(new OutboxQuery { FinishedFor = TimeSpan.FromHours(23) }));
        Assert.Empty(store.List(new OutboxQuery { FinishedFor = TimeSpan.MaxValue }));
    }

    [Fact]
    public void List_OfStatesAndIds_KeepsTheirOrderAndLeavesOutOthers()
    {
        var store = Open();
        Finish(store.Accept(Message("a")), new OutboxOutcome(OutboxState.Failed));
        Finish(store.Accept(Message("b")), new OutboxOutcome(OutboxState.Waiting));
        Finish(store.Accept(Message("c")), new OutboxOutcome(OutboxState.Failed));
        Finish(store.Accept(Message("d")), new OutboxOutcome(OutboxState.Unknown));

        Assert.Equal(["a", "c", "b"], List(OutboxState.Failed, OutboxState.Waiting).Select(entry => entry.Subject));
        var ids = List().Where(entry => entry.Subject is "c" or "d").Select(entry => entry.Id).ToList();
        var named = new OutboxQuery { Ids = [.. ids, "20310506T0708090000000-ffffffff"] };
        Assert.Equal(["c", "d"], store.List(named).Select(entry => entry.Subject));
        Assert.All(List(), entry => Assert.NotEmpty(entry.Outbox));
    }

    [Fact]
    public void Message_ThatIsDamaged_EndsBeforeItsLastByte()
    {
        // A small one may not be read again by the command that has just accepted it.
        var lease = Open().Accept(Message("damaged", body: string.Concat(Enumerable.Repeat("a line\r\n", 20_000))));
        Damage(lease);

        Assert.Equal("OutboxEntryDamaged", Failure(() =>
        {
            OutboxMessageReader.Of(lease).Image.WriteTo(Stream.Null, default);
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public async Task Retry_OfAFailedMessage_AsksThoseWhoWereRefused()
    {
        var store = Open();
        var lease = store.Accept(Message("refused"));
        (lease.Record.Recipients[0].Accepted, lease.Record.Recipients[0].StatusCode, lease.Record.Rounds) = (false, 550, 7);
        Finish(lease, new OutboxOutcome(OutboxState.Failed));
        using var outbox = new MailOutbox(Create());

        var entry = await outbox.RetryAsync(lease.Record.Id, default);

        Assert.Equal((OutboxState.Waiting, null, null), (entry.State, entry.NextTry, entry.Finished));
        Assert.Equal((null, null), (entry.Recipients[0].Accepted, entry.Recipients[0].StatusCode));
        Assert.Equal(0, store.Claim(entry.Id)!.Record.Rounds);
        Assert.Equal("OutboxEntryNotFailed", Failure(() => outbox.RetryAsync(entry.Id, default)));
    }

    [Fact]
    public void Held_UntilAPersonDecides_IsNotClaimedAsDue()
    {
        Wait(1);
        var id = List(OutboxState.Waiting).Single().Id;
        if (!TryHold(id))
            return;
        var claim = new OutboxClaim(OutboxState.Waiting) { MaxCount = 5, OnDamaged = Throw };

        Assert.Empty(Claim(Open(), claim));
        Assert.Null(Open().Claim(id));
        Assert.Equal(OutboxState.Held, Assert.Single(List()).State);
        Open().Claim(id, OutboxState.Held)!.Return();
        Assert.Equal(OutboxState.Held, Assert.Single(List()).State);
        using var outbox = new MailOutbox(Create());
        Assert.Equal(OutboxState.Waiting, outbox.ReleaseAsync(id, default).GetAwaiter().GetResult().State);
        Assert.Single(Claim(Open(), claim));
        Assert.Equal("OutboxEntryNotHeld", Failure(() => outbox.ReleaseAsync(id, default)));
    }

    public void Dispose()
    {
        foreach (var owned in _owned.AsEnumerable().Reverse())
            owned.Dispose();
        Clean();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what the store left.</summary>
    internal virtual void Clean()
    {
    }

    internal IOutboxStore Open()
    {
        var store = Create();
        lock (_owned)
            _owned.Add(store);
        return store;
    }

    internal static ComposedMessage Message(string subject, IContentSegment? content = null, string body = "text\r\n") => new()
    {
        Sender = new EnvelopeAddress(new MailboxAddress("", "from@example.org")),
        Recipients = [Recipient("to@example.org")],
        Image = new RenderedMessage(
            Encoding.ASCII.GetBytes($"Subject: {subject}\r\n"), [content ?? new BytesSegment(Encoding.ASCII.GetBytes(body))]),
        Subject = subject,
    };

    internal static EnvelopeRecipient Recipient(string address) =>
        new(new EnvelopeAddress(new MailboxAddress("", address)), RecipientKind.To);

    private void Wait(int count)
    {
        var store = Open();
        for (var i = 0; i < count; i++)
            store.Accept(Message($"{i}")).Return();
    }

    private IReadOnlyList<OutboxEntry> List(params OutboxState[] states)
    {
        var query = new OutboxQuery { OnDamaged = (_, damage) => throw damage };
        if (states.Length > 0)
            query.States = states;
        return [.. Open().List(query)];
    }

    private OutboxState State(string subject) => List().Single(entry => entry.Subject == subject).State;

    private static void Throw(string id, SmtpSoarException damage) => throw damage;

    private static IReadOnlyList<IOutboxLease> Claim(IOutboxStore store, OutboxClaim claim) =>
        store.ClaimAsync(claim, CancellationToken.None).GetAwaiter().GetResult();

    private static OutboxState Finish(IOutboxLease lease, OutboxOutcome outcome) => lease.FinishAsync(outcome).GetAwaiter().GetResult();

    private static string Content(IOutboxLease lease, long position)
    {
        using var reader = new StreamReader(lease.OpenMessage(position), Encoding.ASCII);
        return reader.ReadToEnd();
    }

    // Everything that goes wrong is one of the module's errors.
    private static string? Failure(Func<Task> call)
    {
        try
        {
            call().GetAwaiter().GetResult();
            return null;
        }
        catch (SmtpSoarException failure)
        {
            return failure.ErrorId;
        }
    }

    /// <summary>A segment that can't be read to its end, or during which the command is stopped.</summary>
    private sealed class BrokenSegment(Action? stop = null) : IContentSegment
    {
        public long Length => 6;

        public bool IsFreeOfDots => false;

        public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => check.Skip(Length);

        public void WriteTo(Stream stream, CancellationToken cancellationToken)
        {
            stream.Write("te"u8.ToArray(), 0, 2);
            stop?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException("No space left on device");
        }

        public Task WriteToAsync(Stream stream, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
