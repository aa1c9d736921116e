using System;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Sealing;
using SmtpSoar.Tests.Delivery;

namespace SmtpSoar.Tests.Outbox.Stores;

public sealed class MemoryOutboxContractTests : OutboxStoreContractTests
{
    private readonly MemoryOutbox _outbox;

    public MemoryOutboxContractTests() => _outbox = new MemoryOutbox(Clock);

    // By the registry, as commands get it: one line puts the store there.
    internal override IOutboxStore Create() => OutboxStores.Create(
        [new MemoryOutboxStoreFactory(_outbox), .. OutboxStores.Factories],
        new OutboxStoreContext(MemoryOutbox.Scheme + "test", new RecordingFeedback(), TimeProvider.System));

    internal override void Kill(IOutboxStore store) => ((MemoryOutboxStore)((SealedOutboxStore)store).Inner).Kill();

    internal override void Damage(IOutboxLease lease) => _outbox.Find(lease.Record.Id)!.Content[^3] ^= 1;

    internal override bool TryHold(string id)
    {
        _outbox.Find(id)!.State = OutboxState.Held;
        return true;
    }
}
