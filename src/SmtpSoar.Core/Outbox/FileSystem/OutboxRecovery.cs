using System;
using System.Collections.Generic;
using System.IO;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Takes up what processes left that ended in the middle of their work. The caller holds the outbox's lock.</summary>
internal sealed class OutboxRecovery(OutboxLayout layout, TimeProvider clock)
{
    private readonly List<string> _faults = [];

    /// <summary>The faults, one for each thing that could not be taken up.</summary>
    internal IReadOnlyList<string> Faults => _faults;

    /// <summary>Takes over from every owner that is dead: its lock can be had.</summary>
    internal void Run()
    {
        foreach (var owner in layout.Owners())
            Trying(() => TakeOver(owner));
    }

    /// <summary>Settles everything that an owner has, and removes its folders.</summary>
    internal void ToBuffered(string owner)
    {
        if (Directory.Exists(layout.Temporary(owner)))
            Directory.Delete(layout.Temporary(owner), recursive: true);
        if (!Directory.Exists(layout.Work(owner)))
            return;
        foreach (var folder in Directory.GetDirectories(layout.Work(owner)))
            Trying(() => SettleEntry(folder));
        Directory.Delete(layout.Work(owner));
    }

    private void TakeOver(string owner)
    {
        using (var held = FileLock.TryAcquire(layout.OwnerLock(owner)))
        {
            if (held is null)
                return;
            ToBuffered(owner);
        }

        File.Delete(layout.OwnerLock(owner));
    }

    // A record that can't be read may have been a marker.
    private void SettleEntry(string folder)
    {
        if (!OutboxId.IsId(Path.GetFileName(folder)))
            throw Errors.OutboxForeign.With(folder);
        OutboxFiles.DeleteReplacement(folder);
        var record = TryRead(folder);
        var state = record?.State ?? OutboxState.Unknown;
        if (record is not null && state == OutboxState.Sending)
        {
            record.SettleInterrupted(clock.GetUtcNow());
            Trying(() => OutboxFiles.WriteRecord(folder, record));
        }

        var target = layout.Of(state == OutboxState.Sending ? OutboxState.Unknown : state);
        DurableFileSystem.Move(folder, Path.Combine(target, Path.GetFileName(folder)));
        DurableFileSystem.Flush(target);
    }

    private static OutboxRecord? TryRead(string folder)
    {
        try
        {
            return OutboxFiles.ReadRecord(folder);
        }
        catch (SmtpSoarException)
        {
            return null;
        }
    }

    private void Trying(Action work)
    {
        try
        {
            work();
        }
        catch (Exception cause) when (FileOutboxStore.IsFault(cause) || cause is SmtpSoarException)
        {
            _faults.Add(cause.Message);
        }
    }
}
