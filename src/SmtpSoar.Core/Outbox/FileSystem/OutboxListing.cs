using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Reads what lies in an outbox, one message after the other, the oldest of each state first.</summary>
internal sealed class OutboxListing(OutboxLayout layout, OutboxQuery query, TimeProvider clock)
{
    /// <summary>The messages.</summary>
    internal IEnumerable<OutboxEntry> Read() =>
        from state in query.States
        from folder in Folders(state)
        let entry = TryRead(state, folder)
        where entry is not null && IsWanted(entry)
        select entry;

    private bool IsWanted(OutboxEntry entry)
    {
        if (query.FinishedBefore is { } time && (entry.Finished ?? entry.Accepted) >= time)
            return false;
        if (!query.OnlyDue || entry.State != OutboxState.Waiting || entry.NextTry is null || entry.NextTry <= clock.GetUtcNow())
            return true;
        query.OnNotDue?.Invoke(entry);
        return false;
    }

    private IEnumerable<string> Folders(OutboxState state) => state == OutboxState.Sending
        ? layout.Owners().SelectMany(owner => Folders(layout.Work(owner)))
        : Folders(layout.Of(state));

    private IEnumerable<string> Folders(string parent) => query.Ids is null
        ? SortedNames.Of(parent).Where(IsOldEnough).Select(name => Path.Combine(parent, name))
        : query.Ids.Where(OutboxId.IsId).Select(id => Path.Combine(parent, id)).Where(Directory.Exists);

    // A name tells when its message was accepted, which was before it was finished: the record of a younger one need not be read.
    private bool IsOldEnough(string name) =>
        query.FinishedBefore is null || OutboxId.TimeOf(name) is not { } accepted || accepted < query.FinishedBefore;

    private OutboxEntry? TryRead(OutboxState state, string folder)
    {
        try
        {
            if (!OutboxId.IsId(Path.GetFileName(folder)) || File.Exists(folder))
                throw Errors.OutboxForeign.With(folder);
            return OutboxFiles.ReadRecord(folder).ToEntry(layout, state, Path.Combine(folder, OutboxLayout.MessageFile));
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody has taken it meanwhile.
            return null;
        }
        catch (SmtpSoarException damage)
        {
            query.OnDamaged?.Invoke(damage);
            return null;
        }
    }
}
