using System;
using System.Collections.Generic;
using System.Management.Automation;
using SmtpSoar.Binding;
using SmtpSoar.Binding.Attributes;
using SmtpSoar.Binding.Completion;
using SmtpSoar.Core;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Holds what the commands have in common that look for messages in an outbox.</summary>
public abstract class OutboxCommand : CoreCommand
{
    private protected const string PathSet = "Path";
    private protected const string EntrySet = "Entry";

    // Outboxes in which nothing more can be done.
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private OpenOutboxes? _stores;

    /// <summary>The outbox: its folder, or its address. Default: that of the asset.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The asset whose outbox it is, if -Path names none. Default: the default asset.</summary>
    [Parameter]
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
    [OutboxEntryGiven]
    public OutboxEntry? Entry { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Entry is not null)
            Search(Entry.Outbox, [Entry.Id], () => Open(Entry));
        else if (TryMake(() => OutboxLocation.Of(Path, Asset, Paths), Path, out var path))
            Search(path, Id, () => Stores.Open(path, () => OutboxLocation.AssetFor(Path, Path is null ? Asset : AssetFor(path), Paths)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stores?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The states that are looked for, or <see langword="null"/> for all.</summary>
    /// <param name="path">The outbox.</param>
    /// <exception cref="SmtpSoarException">It does not say enough.</exception>
    private protected abstract OutboxState[]? StatesIn(string path);

    /// <summary>Only messages that were finished at least so long ago, or <see langword="null"/> for all.</summary>
    private protected virtual TimeSpan? FinishedFor => null;

    /// <summary>Does the command's work for a message that was found.</summary>
    /// <param name="store">The outbox.</param>
    /// <param name="entry">The message.</param>
    private protected abstract void Handle(MailOutbox store, OutboxEntry entry);

    /// <summary>Does the command's work for a message that can't be read.</summary>
    /// <param name="store">The outbox.</param>
    /// <param name="id">The message.</param>
    /// <param name="damage">Why it can't be.</param>
    private protected virtual void HandleDamaged(MailOutbox store, string id, SmtpSoarException damage) =>
        WriteFailure(damage, store.DisplayName);

    /// <summary>The asset that is given, where the command opens an outbox by its login, or <see langword="null"/>.</summary>
    /// <exception cref="SmtpSoarException">The asset can't be had.</exception>
    private protected virtual object? AssetFor(string path) => Asset;

    /// <summary>Opens another outbox for the command's time.</summary>
    /// <param name="path">The outbox.</param>
    /// <param name="entry">A message, of which it is known by which login it was found.</param>
    /// <exception cref="SmtpSoarException">It can't be.</exception>
    private protected MailOutbox OpenOther(string path, OutboxEntry entry) => Stores.Open(
        path, () => OutboxLocation.AssetFor(path, AssetFor(path), Paths) ?? FinderOf(entry, path));

    /// <summary>Does something with a message. A right that the user lacks is told once, since they lack it for all others too.</summary>
    private protected bool TryHandle<T>(Func<T> make, OutboxEntry entry, out T made)
    {
        try
        {
            made = make();
            return true;
        }
        catch (SmtpSoarException error)
        {
            made = default!;
            WriteFailure(error, entry);
            if (error.Definition == Errors.OutboxGrantMissing || Errors.MeansNoWay(error.Definition))
                _closed.Add(entry.Outbox);
            return false;
        }
    }

    // Made with the first outbox: a command that is only looked at needs nothing of the core.
    private OpenOutboxes Stores => _stores ??= new OpenOutboxes(this);

    // As it was opened by the command that gave the message. One that was exported, or is another session's, does not have that any more.
    private MailOutbox Open(OutboxEntry entry)
    {
        var asset = AssetFor(entry.Outbox);
        return asset is null && entry.Access is { } access && access.Opens(entry)
            ? Stores.Open(access)
            : Stores.Open(entry.Outbox, () => OutboxLocation.AssetFor(entry.Outbox, asset, Paths));
    }

    // The asset by which a message was found, where its login is for this outbox too.
    private static SmtpAsset? FinderOf(OutboxEntry entry, string path) =>
        entry.Access?.Asset is { } asset && OutboxStores.HasLoginFor(asset, path) ? asset : null;

    private void Search(string path, string[]? ids, Func<MailOutbox> open)
    {
        var shown = OutboxAddress.Shown(path);
        if (_closed.Contains(shown) || !TryMake(() => StatesIn(shown), shown, out var states)
            || !TryMake(open, shown, out var store))
            return;
        var left = new HashSet<string>(ids ?? [], StringComparer.Ordinal);
        var query = new OutboxQuery { Ids = ids, FinishedFor = FinishedFor, OnDamaged = NoteDamage };
        if (states is not null)
            query.States = states;
        HandleEach(store, query, left);
        foreach (var missing in states is null && FinishedFor is null ? left : [])
            WriteFailure(Errors.OutboxEntryNotFound.With(missing, shown), missing);

        void NoteDamage(string id, SmtpSoarException damage)
        {
            left.Remove(id);
            HandleDamaged(store, id, damage);
        }
    }

    private void HandleEach(MailOutbox store, OutboxQuery query, HashSet<string> left)
    {
        if (!TryMake(() => store.List(query).GetEnumerator(), null, out var found))
            return;
        using (found)
        {
            while (!Stopping && !_closed.Contains(store.DisplayName) && TryMake(found.MoveNext, null, out var more) && more)
            {
                left.Remove(found.Current.Id);
                Handle(store, found.Current);
            }
        }
    }
}
