using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using SmtpSoar.Binding;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Lists the messages in an outbox, or puts failed ones back into its queue.</summary>
[Cmdlet(VerbsCommon.Get, "SoarOutbox", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(OutboxEntry))]
public sealed class GetSoarOutboxCommand : CoreCommand
{
    private const string PathSet = "Path";
    private const string EntrySet = "Entry";

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

    /// <summary>Only messages in these states. Default: all.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public OutboxState[]? State { get; set; }

    /// <summary>Only these messages.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Messages as this command gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EntrySet)]
    public OutboxEntry? Entry { get; set; }

    /// <summary>Puts those that have failed back into the queue, for Send-SoarOutbox, and writes them.</summary>
    [Parameter]
    public SwitchParameter Retry { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Entry is not null)
            Handle(Entry.Outbox, [Entry.Id], States());
        else if (TryMake(() => OutboxPath.Of(Path, Asset, Paths), Path, out var path))
            Handle(path, Id, States());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var store in _stores.Values)
                store.Dispose();
        base.Dispose(disposing);
    }

    private OutboxState[]? States() => State ?? (Retry && Id is null && Entry is null ? [OutboxState.Failed] : null);

    private void Handle(string path, string[]? ids, OutboxState[]? states)
    {
        if (!TryMake(() => Store(path), path, out var store))
            return;
        var query = new OutboxQuery { Ids = ids, OnDamaged = damage => WriteFailure(damage, path) };
        if (states is not null)
            query.States = states;
        var left = new HashSet<string>(ids ?? [], StringComparer.Ordinal);
        Write((OutboxStore)store, query, left);
        foreach (var missing in states is null ? left : [])
            WriteFailure(Errors.OutboxEntryNotFound.With(missing, path), missing);
    }

    private void Write(OutboxStore store, OutboxQuery query, HashSet<string> left)
    {
        if (!TryMake(() => store.List(query).GetEnumerator(), null, out var found))
            return;
        using (found)
        {
            while (!Stopping && TryMake(found.MoveNext, null, out var more) && more)
            {
                left.Remove(found.Current.Id);
                Write(store, found.Current);
            }
        }
    }

    private void Write(OutboxStore store, OutboxEntry entry)
    {
        if (!Retry)
            WriteObject(entry);
        else if (MayProcess(entry.ToString(), Texts.RetryAction)
            && TryMake(() => Run(stop => Task.FromResult(store.Retry(entry.Id, stop))), entry, out var waiting))
            WriteObject(waiting);
    }

    // As object and disposable, so that looking at the command's members needs nothing of the core.
    private object Store(string path)
    {
        if (_stores.TryGetValue(path, out var known))
            return known;
        var store = new OutboxStore(path, Feedback);
        _stores.Add(path, store);
        TakeUp(store);
        return store;
    }

    // A user who may only look must not fail over it; an outbox that is not there is told by the listing.
    private void TakeUp(object store)
    {
        try
        {
            Run(stop =>
            {
                ((OutboxStore)store).TakeUp(stop);
                return Task.FromResult(true);
            });
        }
        catch (SmtpSoarException fault)
        {
            Note(fault.Message);
        }
    }
}
