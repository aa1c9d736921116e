using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Tests.Delivery;
using SmtpSoar.Tests.Outbox.Stores;

namespace SmtpSoar.Tests.Outbox.Moving;

/// <summary>Two outboxes, each in a folder or in memory, and those who work in them.</summary>
internal sealed class MoveWorld : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));
    private readonly Dictionary<string, MemoryOutbox> _memory = [];
    private readonly List<IOutboxStore> _stores = [];

    /// <summary>Makes stores.</summary>
    /// <param name="from">"folder" or "memory".</param>
    /// <param name="to">The same.</param>
    public MoveWorld(string from, string to) => (From, To) = ($"{from} a", $"{to} b");

    public string From { get; }

    public string To { get; }

    /// <summary>How many messages were sent by those who work in the outboxes.</summary>
    public List<string> Sent { get; } = [];

    public IOutboxStore Open(string name)
    {
        var store = name.StartsWith("folder", StringComparison.Ordinal)
            ? (IOutboxStore)new FileOutboxStore(Path.Combine(_folder.Path, name), new RecordingFeedback(), _clock)
            : new MemoryOutboxStore(MemoryOutbox.Scheme + name, Memory(name));
        _stores.Add(store);
        return store;
    }

    public OutboxMover Mover(CrashPoint? crash = null) => crash is null
        ? new OutboxMover(Open(From), Open(To))
        : new OutboxMover(new CrashingStore(Open(From), crash), new CrashingStore(Open(To), crash));

    public string Accept(string subject, OutboxState state = OutboxState.Waiting)
    {
        var lease = Open(From).Accept(OutboxStoreContractTests.Message(subject));
        lease.Finish(state);
        return lease.Record.Id;
    }

    public IReadOnlyList<OutboxEntry> List(string name)
    {
        try
        {
            return [.. Open(name).List(new OutboxQuery { OnDamaged = (_, damage) => throw damage })];
        }
        catch (SmtpSoarException missing) when (missing.ErrorId == "OutboxMissing")
        {
            return [];
        }
    }

    /// <summary>Every process is killed: what it had is left as it is.</summary>
    public async Task KillAsync()
    {
        foreach (var store in _stores.OfType<MemoryOutboxStore>())
            store.Kill();
        foreach (var root in new[] { From, To }.Select(name => Path.Combine(_folder.Path, name)).Where(Directory.Exists))
            FileOutboxContractTests.Kill(new OutboxLayout(root), _ => true);
        foreach (var name in new[] { From, To }.Where(name => List(name).Count > 0))
            await Open(name).RecoverAsync(default);
    }

    /// <summary>Sends what either outbox would send, and forgets it at once.</summary>
    public async Task WorkAsync()
    {
        foreach (var name in new[] { From, To }.Where(name => List(name).Count > 0))
        {
            var store = Open(name);
            var claim = new OutboxClaim(OutboxState.Waiting) { MaxCount = 9, OnDamaged = (_, damage) => throw damage };
            foreach (var lease in await store.ClaimAsync(claim, default))
            {
                await lease.MarkAsync();
                Sent.Add(lease.Record.Subject!);
                lease.Finish(OutboxState.Sent);
                await store.FlushAsync(default);
                await store.RemoveAsync(lease.Record.Id, OutboxState.Sent, default);
            }
        }
    }

    public void Dispose()
    {
        foreach (var store in _stores)
            store.Dispose();
        _folder.Dispose();
    }

    private MemoryOutbox Memory(string name)
    {
        if (!_memory.TryGetValue(name, out var known))
            _memory.Add(name, known = new MemoryOutbox(_clock));
        return known;
    }
}
