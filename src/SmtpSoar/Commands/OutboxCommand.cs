using System;
using System.Collections.Generic;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds what the commands have in common that look for messages in an outbox.</summary>
public abstract class OutboxCommand : CoreCommand
{
    private protected const string PathSet = "Path";
    private protected const string EntrySet = "Entry";

    private readonly Dictionary<string, IDisposable> _stores = [];

    /// <summary>The outbox's folder. Default: that of the asset.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The asset whose outbox it is, if -Path names none. Default: the default asset.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(AssetNameCompleter))]
    [AssetGiven]
    public object? Asset { get; set; }

    /// <summary>Only messages in these states.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public OutboxState[]? State { get; set; }

    /// <summary>Only these messages.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(OutboxIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Messages as Get-SoarOutbox gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EntrySet)]
    public OutboxEntry? Entry { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Entry is not null)
            Search(Entry.Outbox, [Entry.Id]);
        else if (TryMake(() => OutboxLocation.Of(Path, Asset, Paths), Path, out var path))
            Search(path, Id);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var store in _stores.Values)
                store.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The states that are looked for, or <see langword="null"/> for all.</summary>
    /// <param name="path">The outbox.</param>
    /// <exception cref="SmtpSoarException">It does not say enough.</exception>
    private protected abstract OutboxState[]? StatesIn(string path);

    /// <summary>Only messages that were finished at least so long ago, or <see langword="null"/> for all.</summary>
    private protected virtual TimeSpan? FinishedFor => null;

    /// <summary>Does the command's work for a message that was found.</summary>
    /// <param name="store">The outbox: an object, so that looking at the command's members needs nothing of the core.</param>
    /// <param name="entry">The message.</param>
    private protected abstract void Handle(object store, OutboxEntry entry);

    private void Search(string path, string[]? ids)
    {
        if (!TryMake(() => StatesIn(path), path, out var states) || !TryMake(() => Store(path), path, out var store))
            return;
        var query = new OutboxQuery { Ids = ids, FinishedFor = FinishedFor, OnDamaged = damage => WriteFailure(damage, path) };
        if (states is not null)
            query.States = states;
        var left = new HashSet<string>(ids ?? [], StringComparer.Ordinal);
        HandleEach((MailOutbox)store, query, left);
        foreach (var missing in states is null && FinishedFor is null ? left : [])
            WriteFailure(Errors.OutboxEntryNotFound.With(missing, path), missing);
    }

    private void HandleEach(MailOutbox store, OutboxQuery query, HashSet<string> left)
    {
        if (!TryMake(() => store.List(query).GetEnumerator(), null, out var found))
            return;
        using (found)
        {
            while (!Stopping && TryMake(found.MoveNext, null, out var more) && more)
            {
                left.Remove(found.Current.Id);
                Handle(store, found.Current);
            }
        }
    }

    // As object and disposable, so that looking at the command's members needs nothing of the core.
    private object Store(string path)
    {
        if (_stores.TryGetValue(path, out var known))
            return known;
        var store = new MailOutbox(path, Feedback);
        _stores.Add(path, store);
        Recover(store);
        return store;
    }

    // A user who may only look must not fail over it; an outbox that is not there is told by the listing.
    private void Recover(object store)
    {
        try
        {
            Run(async stop =>
            {
                await ((MailOutbox)store).RecoverAsync(stop).ConfigureAwait(false);
                return true;
            });
        }
        catch (SmtpSoarException fault)
        {
            Note(fault.Message);
        }
    }
}
