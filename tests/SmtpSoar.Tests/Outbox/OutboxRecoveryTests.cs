using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>What is taken up of those that ended in the middle of their work, and what is left to the living.</summary>
public sealed class OutboxRecoveryTests : OutboxTestBase
{
    private const string Dead = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(OutboxState.Waiting, OutboxState.Waiting)]
    [InlineData(OutboxState.Sending, OutboxState.Unknown)]
    [InlineData(OutboxState.Sent, OutboxState.Sent)]
    [InlineData(OutboxState.Failed, OutboxState.Failed)]
    [InlineData(OutboxState.Unknown, OutboxState.Unknown)]
    public async Task Killed_IsTakenUpByWhatItsRecordSays(OutboxState recorded, OutboxState expected)
    {
        await AcceptAsync();
        Kill(Single(OutboxState.Waiting), recorded);
        File.WriteAllText(Layout.OwnerLock(Dead), "");
        Directory.CreateDirectory(Path.Combine(Layout.Temporary(Dead), "half"));
        File.WriteAllText(Path.Combine(Layout.Temporary(Dead), "half", OutboxLayout.MessageFile), "half");

        TakeUp();

        var entry = Single(expected);
        Assert.Equal(recorded == OutboxState.Sending ? "OutboxInterrupted" : "ConnectionLost", entry.ErrorId);
        Assert.All(entry.Recipients, recipient => Assert.Equal(recorded == OutboxState.Sending, recipient.OutcomeUnknown));
        AssertNothingLeft();
    }

    [Fact]
    public async Task Killed_WithARecordThatCannotBeRead_IsUnknown()
    {
        await AcceptAsync();
        var folder = Kill(Single(OutboxState.Waiting), OutboxState.Waiting);
        File.WriteAllText(Path.Combine(folder, OutboxLayout.EnvelopeFile), "{");

        TakeUp();

        Assert.Equal(Path.GetFileName(folder), Path.GetFileName(Directory.GetDirectories(Layout.Of(OutboxState.Unknown)).Single()));
        AssertNothingLeft();
    }

    [Fact]
    public async Task Killed_WhileARecordWasReplaced_LeavesNoHalfOne()
    {
        await AcceptAsync();
        var folder = Kill(Single(OutboxState.Waiting), OutboxState.Waiting);
        File.WriteAllText(Path.Combine(folder, OutboxLayout.EnvelopeFile + ".new"), "{");

        TakeUp();

        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(Single(OutboxState.Waiting).Path)!).Length);
    }

    [Fact]
    public async Task Living_KeepsWhatItHas()
    {
        await AcceptAsync();
        var entry = Single(OutboxState.Waiting);
        using var living = new FileOutboxStore(Root, Feedback, Clock);
        var claimed = living.Claim(entry.Id)!;
        await claimed.MarkAsync();

        TakeUp();

        Assert.True(Directory.Exists(claimed.Place));
        Assert.Equal(OutboxState.Sending, Assert.Single(List()).State);
        claimed.Finish(OutboxState.Sent);
        Single(OutboxState.Sent);
    }

    [Fact]
    public async Task Foreign_InADeadOwnersFolder_StaysAndIsNamed()
    {
        await AcceptAsync();
        var foreign = Path.Combine(Layout.Work(Dead), "strange");
        Directory.CreateDirectory(foreign);

        TakeUp();

        Assert.True(Directory.Exists(foreign));
        Assert.Contains(Feedback.Warnings, warning => warning.Contains(foreign, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claims_OfManyOwnersAtOnce_HaveOneWinnerEach()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")));
        using (var service = Service(server))
            for (var i = 0; i < 60; i++)
                await SendAsync(service);
        var entries = List(OutboxState.Waiting);
        var won = new ConcurrentBag<string>();
        using var start = new Barrier(6);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var store = new FileOutboxStore(Root, Feedback, Clock);
                start.SignalAndWait();
                foreach (var entry in entries)
                    if (store.Claim(entry.Id) is { } claimed)
                        won.Add(claimed.Record.Id);
                start.SignalAndWait();
                store.Dispose();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(60, won.Count);
        Assert.Equal(60, won.Distinct().Count());
        Assert.Equal(60, List(OutboxState.Waiting).Count);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Recoverers_AtOnce_LoseAndDoubleNothing()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Of("451 4.3.0 later")));
        using (var service = Service(server))
            for (var i = 0; i < 40; i++)
                await SendAsync(service);
        foreach (var (entry, i) in List(OutboxState.Waiting).Select((entry, i) => (entry, i)))
            Kill(entry, i % 2 == 0 ? OutboxState.Sending : OutboxState.Waiting, Guid.NewGuid().ToString("N"));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(TakeUp)));

        Assert.Equal((20, 20), (List(OutboxState.Unknown).Count, List(OutboxState.Waiting).Count));
        Assert.Empty(Feedback.Warnings);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Lock_HeldByAnother_FailsTheMessageBeforeAnythingIsSent()
    {
        await AcceptAsync();
        await using var server = Start();
        using var held = FileLock.TryAcquire(Layout.LockPath);
        using var store = new MailOutbox(new FileOutboxStore(Root, Feedback, new HastyClock()));

        var error = Assert.Throws<SmtpSoarException>(store.Recover);

        Assert.Equal("OutboxBusy", error.ErrorId);
    }

    private void TakeUp()
    {
        using var store = new MailOutbox(new FileOutboxStore(Root, Feedback, Clock));
        store.Recover();
    }

    private async Task AcceptAsync()
    {
        await using var server = Start(new Script().On(Step.Mail, Reply.Drop));
        await SendAsync(Service(server));
        Close();
    }

    /// <summary>Twenty seconds pass between any two looks at it.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _seconds, 20);
    }
}
