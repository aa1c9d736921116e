using System;
using System.Collections.Generic;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds the outboxes that a command has opened, each once.</summary>
internal sealed class OutboxStores(CoreCommand command) : IDisposable
{
    private readonly Dictionary<string, OutboxStore> _stores = [];

    /// <summary>Gives an outbox, and takes up what crashed commands left in it when it is opened.</summary>
    public OutboxStore Open(string path)
    {
        if (_stores.TryGetValue(path, out var known))
            return known;
        var store = new OutboxStore(path, command.Feedback);
        _stores.Add(path, store);
        TakeUp(store);
        return store;
    }

    public void Dispose()
    {
        foreach (var store in _stores.Values)
            store.Dispose();
    }

    // A user who may only look must not fail over it; an outbox that is not there is told by the listing.
    private void TakeUp(OutboxStore store)
    {
        try
        {
            command.Run(store.TakeUp);
        }
        catch (SmtpSoarException fault)
        {
            command.Note(fault.Message);
        }
    }
}
