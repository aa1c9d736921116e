using System;
using SmtpSoar.Core.Outbox;

namespace SmtpSoar.Tests.Outbox.Stores;

/// <summary>Gives commands their place in one outbox in memory.</summary>
internal sealed class MemoryOutboxStoreFactory(MemoryOutbox shared) : IOutboxStoreFactory
{
    public bool IsFolder => false;

    public bool Handles(string location) => location.StartsWith(MemoryOutbox.Scheme, StringComparison.Ordinal);

    public IOutboxStore Create(OutboxStoreContext context) => new MemoryOutboxStore(context.Location, shared);
}
