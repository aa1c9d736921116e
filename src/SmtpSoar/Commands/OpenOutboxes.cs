using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds the outboxes that a command has opened, each once.</summary>
internal sealed class OpenOutboxes(CoreCommand command) : IDisposable
{
    private readonly Dictionary<string, MailOutbox> _found = [];
    private readonly List<KeyValuePair<OutboxAccess, MailOutbox>> _known = [];

    /// <summary>Gives an outbox, and recovers what crashed commands left in it when it is opened.</summary>
    /// <param name="path">The outbox.</param>
    /// <param name="asset">Finds the asset that has a login for it.</param>
    public MailOutbox Open(string path, Func<SmtpAsset?> asset)
    {
        if (!_found.TryGetValue(path, out var store))
            _found.Add(path, store = Open(path, asset()));
        return store;
    }

    /// <summary>Gives an outbox as an earlier command has opened it.</summary>
    public MailOutbox Open(OutboxAccess access)
    {
        if (_known.FirstOrDefault(known => known.Key.IsSame(access)).Value is { } open)
            return open;
        var store = Open(access.Location, access.Asset);
        _known.Add(new KeyValuePair<OutboxAccess, MailOutbox>(access, store));
        return store;
    }

    public void Dispose()
    {
        foreach (var store in _found.Values.Concat(_known.Select(known => known.Value)))
            store.Dispose();
    }

    private MailOutbox Open(string location, SmtpAsset? asset)
    {
        var store = new MailOutbox(location, command.Feedback, asset);
        try
        {
            Recover(store);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    // A user who may only look must not fail over it; an outbox that is not there is told by the listing. A server that can't be used is
    // not asked for the same a second time: that takes as long again, and counts against the login.
    private void Recover(MailOutbox store)
    {
        try
        {
            command.Run(store.RecoverAsync);
        }
        catch (SmtpSoarException fault) when (!Errors.MeansNoWay(fault.Definition))
        {
            command.Note(fault.Message);
        }
    }
}
