using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Reads what lies in an outbox, one message after the other, the oldest of each state first.</summary>
internal sealed class OutboxListing(OutboxLayout layout, OutboxQuery query, TimeProvider clock)
{
    private readonly DateTimeOffset _begun = clock.GetUtcNow();

    /// <summary>The messages.</summary>
    internal IEnumerable<OutboxEntry> Read() =>
        from state in query.States
        from folder in Folders(state)
        let entry = TryRead(state, folder)
        where entry is not null && query.Wants(entry, _begun, clock.GetUtcNow())
        select entry;

    private IEnumerable<string> Folders(OutboxState state) => layout.FoldersOf(state).SelectMany(Folders);

    private IEnumerable<string> Folders(string parent) => query.Ids is null
        ? SortedNames.Of(parent).Where(IsOldEnough).Select(name => Path.Combine(parent, name))
        : query.Ids.Where(OutboxId.IsId).Select(id => Path.Combine(parent, id)).Where(Directory.Exists);

    // A name tells when its message was accepted, which was before it was finished: the record of a younger one need not be read.
    private bool IsOldEnough(string name) =>
        query.FinishedFor is null || OutboxId.TimeOf(name) is not { } accepted || query.IsOldEnough(accepted, _begun);

    private OutboxEntry? TryRead(OutboxState state, string folder)
    {
        try
        {
            if (!OutboxId.IsId(Path.GetFileName(folder)) || File.Exists(folder))
                throw Errors.OutboxForeign.With(folder);
            return OutboxFiles.ReadRecord(folder).ToEntry(layout.Root, state, Path.Combine(folder, OutboxLayout.MessageFile));
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody has taken it meanwhile.
            return null;
        }
        catch (SmtpSoarException damage)
        {
            query.OnDamaged?.Invoke(Path.GetFileName(folder), damage);
            return null;
        }
    }
}
