using System;
using System.Collections.Generic;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds the outboxes that a command has opened, each once.</summary>
internal sealed class OpenOutboxes(CoreCommand command) : IDisposable
{
    private readonly Dictionary<string, MailOutbox> _stores = [];

    /// <summary>Gives an outbox, and recovers what crashed commands left in it when it is opened.</summary>
    /// <param name="path">The outbox.</param>
    /// <param name="asset">Finds the asset that has a login for it.</param>
    public MailOutbox Open(string path, Func<SmtpAsset?> asset)
    {
        if (_stores.TryGetValue(path, out var known))
            return known;
        var store = new MailOutbox(path, command.Feedback, asset());
        _stores.Add(path, store);
        Recover(store);
        return store;
    }

    public void Dispose()
    {
        foreach (var store in _stores.Values)
            store.Dispose();
    }

    // A user who may only look must not fail over it; an outbox that is not there is told by the listing.
    private void Recover(MailOutbox store)
    {
        try
        {
            command.Run(store.RecoverAsync);
        }
        catch (SmtpSoarException fault)
        {
            command.Note(fault.Message);
        }
    }
}
