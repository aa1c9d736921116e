using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>One command's place in an outbox. While its lock is held, nobody takes its messages for left behind.</summary>
internal sealed class OutboxInstance : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OutboxLayout _layout;
    private readonly TimeProvider _clock;
    private readonly string _name = Guid.NewGuid().ToString("N");
    private readonly FileLock _lock;

    private OutboxInstance(OutboxLayout layout, TimeProvider clock)
    {
        (_layout, _clock) = (layout, clock);
        _lock = FileLock.TryAcquire(layout.OwnerLock(_name))
            ?? throw new IOException($"'{layout.OwnerLock(_name)}' is held by another process.");
        OwnerOnly.CreateFolder(Work);
        OwnerOnly.CreateFolder(Temporary);

        // Without this flush a power cut could take this folder away, with the messages in it.
        DurableFileSystem.Flush(layout.WorkRoot);
    }

    /// <summary>The folder of the messages that this instance holds.</summary>
    internal string Work => _layout.Work(_name);

    /// <summary>The folder in which this instance writes new messages.</summary>
    internal string Temporary => _layout.Temporary(_name);

    /// <summary>Opens or makes the outbox, takes over what crashed owners left, and begins to work in it.</summary>
    /// <param name="layout">The outbox.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="faults">The faults, one for each thing that could not be taken over.</param>
    /// <param name="cancellationToken">Stops the wait for others.</param>
    internal static OutboxInstance Begin(
        OutboxLayout layout,
        TimeProvider clock,
        out IReadOnlyList<string> faults,
        CancellationToken cancellationToken)
    {
        CheckRoot(layout);
        var isNew = !Directory.Exists(layout.Root);

        // Recovery must not see a half-created owner.
        using var all = Lock(layout, clock, cancellationToken);
        foreach (var folder in layout.Folders)
            OwnerOnly.CreateFolder(folder);
        FlushNames(layout, isNew);
        faults = Recover(layout, clock);
        return new OutboxInstance(layout, clock);
    }

    /// <summary>Takes over what crashed owners have left since.</summary>
    /// <returns>The faults, one for each thing that could not be taken over.</returns>
    internal IReadOnlyList<string> Recover(TimeProvider clock, CancellationToken cancellationToken)
    {
        using var all = Lock(_layout, clock, cancellationToken);
        return Recover(_layout, clock);
    }

    /// <summary>Puts back what was not done, and goes.</summary>
    public void Dispose()
    {
        var recovery = new OutboxRecovery(_layout, _clock);
        try
        {
            recovery.ToBuffered(_name);
        }
        catch (Exception cause) when (FileOutboxStore.IsFault(cause))
        {
            // The next owner takes it over.
        }

        _lock.Dispose();
        DeleteLock();
    }

    private static FileLock Lock(OutboxLayout layout, TimeProvider clock, CancellationToken cancellationToken) =>
        FileLock.Acquire(layout.LockPath, new FileLockWait(Errors.OutboxBusy, Patience, clock), cancellationToken);

    private static IReadOnlyList<string> Recover(OutboxLayout layout, TimeProvider clock)
    {
        var recovery = new OutboxRecovery(layout, clock);
        recovery.Run();
        return recovery.Faults;
    }

    private void DeleteLock()
    {
        try
        {
            if (!Directory.Exists(Work))
                File.Delete(_layout.OwnerLock(_name));
        }
        catch (Exception cause) when (FileOutboxStore.IsFault(cause))
        {
            // As above.
        }
    }

    // Things are moved and deleted in an outbox: nobody's own folder shall be taken for one.
    private static void CheckRoot(OutboxLayout layout)
    {
        if (BrokenLink.Explain(layout.Root) is { } reason)
            throw Errors.OutboxInvalid.With(layout.Root, reason.TrimEnd('.'));
        if (File.Exists(layout.Root))
            throw Errors.OutboxInvalid.With(layout.Root, "it is a file");
        if (Directory.Exists(layout.Root) && !File.Exists(layout.LockPath) && Directory.EnumerateFileSystemEntries(layout.Root).Any())
            throw Errors.OutboxInvalid.With(layout.Root, "it has other things in it");
        OutboxGuard.Check(layout);
    }

    private static void FlushNames(OutboxLayout layout, bool isNew)
    {
        DurableFileSystem.Flush(layout.Root);
        if (isNew && OutboxGuard.Parent(layout.Root) is { Length: > 0 } parent)
            DurableFileSystem.Flush(parent);
    }
}
