using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;
using Xunit;

namespace SmtpSoar.Tests.Outbox;

/// <summary>A worker that asks again and again what is due in a folder in which others work.</summary>
public sealed class OutboxDueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
    private readonly List<FileOutboxStore> _stores = [];

    [Fact]
    public void Claim_AfterALongRest_FindsWhatCame()
    {
        var (worker, other) = (Open(), Open());
        other.Accept(Message("first")).Return();
        Claim(worker).Single().Finish(OutboxState.Sent);
        Rest(worker);

        other.Accept(Message("second")).Return();

        Assert.Equal(["second"], Claim(worker).Select(lease => lease.Record.Subject));
    }

    [Fact]
    public void Claim_OfWhatAnotherPutOffSince_GivesNothingBeforeItsTime()
    {
        var (worker, other) = (Open(), Open());
        other.Accept(Message("first")).Return();
        var later = other.Accept(Message("put off"));
        later.Return();
        Claim(worker).Single().Finish(OutboxState.Sent);
        other.Claim(later.Record.Id)!.FinishAsync(new OutboxOutcome(OutboxState.Waiting) { Delay = TimeSpan.FromHours(1) });

        Assert.Empty(Claim(worker));
        Assert.Empty(Claim(worker));
        Assert.Equal(OutboxState.Waiting, other.List(new OutboxQuery { Ids = [later.Record.Id] }).Single().State);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(Claim(worker));
    }

    [Fact]
    public void Claim_OfAMessageThatBecomesDue_NeedsNoChangeOfTheFolder()
    {
        var (worker, other) = (Open(), Open());
        other.Accept(Message("later")).FinishAsync(new OutboxOutcome(OutboxState.Waiting) { Delay = TimeSpan.FromSeconds(40) });
        Rest(worker);

        _clock.Advance(TimeSpan.FromSeconds(39));

        Assert.Single(Claim(worker));
    }

    [Fact]
    public async Task Claim_OfManyThatOthersTake_GivesTheRest()
    {
        var (worker, other) = (Open(), Open());
        for (var i = 0; i < 100; i++)
            other.Accept(Message($"{i}")).Return();
        Claim(worker).Single().Return();
        var claim = new OutboxClaim(OutboxState.Waiting) { MaxCount = 90, OnDamaged = (_, damage) => throw damage };
        Assert.Equal(90, (await other.ClaimAsync(claim, default)).Count);

        var rest = Enumerable.Range(0, 20).SelectMany(_ => Claim(worker)).Select(lease => lease.Record.Subject);

        Assert.Equal(Enumerable.Range(90, 10).Select(i => $"{i}"), rest);
    }

    public void Dispose()
    {
        foreach (var store in _stores)
            store.Dispose();
        _folder.Dispose();
    }

    private static Core.Composition.ComposedMessage Message(string subject) => OutboxStoreContractTests.Message(subject);

    private static IReadOnlyList<IOutboxLease> Claim(FileOutboxStore store) => store.ClaimAsync(
        new OutboxClaim(OutboxState.Waiting) { OnDamaged = (_, damage) => throw damage }, default).Result;

    // Long enough for the folder's own time to be believed.
    private void Rest(FileOutboxStore worker)
    {
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(3));
            Assert.Empty(Claim(worker));
        }
    }

    private FileOutboxStore Open()
    {
        var store = new FileOutboxStore(System.IO.Path.Combine(_folder.Path, "outbox"), new RecordingFeedback(), _clock);
        _stores.Add(store);
        return store;
    }
}
