using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>One command's view of an outbox. Safe for many threads. Nothing is touched before the first message.</summary>
internal sealed class OutboxFolder(string path, IFeedback feedback, TimeProvider clock) : IDisposable
{
    private readonly object _lock = new();
    private readonly OutboxId _ids = new(clock);
    private OutboxInstance? _owner;

    internal OutboxLayout Layout { get; } = new(path);

    internal string Path => path;

    internal TimeProvider Clock => clock;

    /// <summary>Whether an exception is the disk's.</summary>
    internal static bool IsFault(Exception cause) => cause is IOException or UnauthorizedAccessException;

    /// <summary>Begins to work in the outbox: now, and not with the first message.</summary>
    internal void Open(CancellationToken cancellationToken) => Guard(() => Owner(cancellationToken));

    /// <summary>Writes a message into the outbox. When this returns it is not lost any more, and nobody else has it.</summary>
    /// <exception cref="SmtpSoarException">It could not be written.</exception>
    internal ClaimedEntry Accept(ComposedMessage message, string action, CancellationToken cancellationToken) => Guard(() =>
    {
        var owner = Owner(cancellationToken);
        var id = _ids.Next();
        var temporary = System.IO.Path.Combine(owner.Temporary, id);
        var accepted = System.IO.Path.Combine(owner.Work, id);
        OwnerOnly.CreateFolder(temporary);
        try
        {
            var record = Write(temporary, id, message, action, cancellationToken);
            DurableFileSystem.Move(temporary, accepted);

            // The message is accepted now; this flush keeps it so.
            DurableFileSystem.Flush(owner.Work);
            return new ClaimedEntry(Layout, owner.Work, record, OutboxState.Waiting);
        }
        catch
        {
            // Whoever hears that it was not accepted may send it in another way.
            Delete(temporary);
            Delete(accepted);
            throw;
        }
    });

    /// <summary>Takes a message, or gives <see langword="null"/> if somebody else was faster.</summary>
    internal ClaimedEntry? TryClaim(string id, OutboxState state, CancellationToken cancellationToken) => Guard(() =>
    {
        var owner = Owner(cancellationToken);
        var folder = System.IO.Path.Combine(owner.Work, id);
        if (!TryMove(System.IO.Path.Combine(Layout.Of(state), id), folder))
            return null;

        // Else a power cut could leave a message in the queue that has been sent from here.
        DurableFileSystem.Flush(owner.Work);
        return Claimed(owner, folder, state);
    });

    /// <summary>Removes a message whole, or nothing of it if it is not there any more.</summary>
    /// <returns>Whether it was there.</returns>
    internal bool TryRemove(string id, OutboxState state, CancellationToken cancellationToken) => Guard(() =>
    {
        var owner = Owner(cancellationToken);
        var folder = System.IO.Path.Combine(Layout.Of(state), id);
        if (!OutboxFiles.IsWhollyOurs(folder))
            return false;

        // In one step, so that nobody ever finds half a message: what lies there goes with its owner, however that ends.
        var removed = System.IO.Path.Combine(owner.Temporary, id);
        if (!TryMove(folder, removed))
            return false;
        DurableFileSystem.Flush(Layout.Of(state));
        Delete(removed);
        return true;
    });

    // A record that could not be replaced: a server may have taken the message.
    private bool IsInDoubt(OutboxRecord record, OutboxState state, string folder)
    {
        if (record.State != OutboxState.Sending || state == OutboxState.Unknown)
            return false;
        var unknown = Layout.Of(OutboxState.Unknown);
        DurableFileSystem.Move(folder, System.IO.Path.Combine(unknown, record.Id));
        DurableFileSystem.Flush(unknown);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _owner?.Dispose();
            _owner = null;
        }
    }

    private ClaimedEntry? Claimed(OutboxInstance owner, string folder, OutboxState state)
    {
        try
        {
            var record = OutboxFiles.ReadRecord(folder);
            if (IsInDoubt(record, state, folder))
                return null;
            record.State = state;
            return new ClaimedEntry(Layout, owner.Work, record, state);
        }
        catch (SmtpSoarException)
        {
            // Nobody can send it, so it goes back to where people find it.
            DurableFileSystem.Move(folder, System.IO.Path.Combine(Layout.Of(state), System.IO.Path.GetFileName(folder)));
            throw;
        }
    }

    private static bool TryMove(string source, string destination)
    {
        try
        {
            DurableFileSystem.Move(source, destination);
            return true;
        }
        catch (IOException) when (!Directory.Exists(source))
        {
            return false;
        }
    }

    private OutboxRecord Write(string folder, string id, ComposedMessage message, string action, CancellationToken cancellationToken)
    {
        // Which server will take it is not known yet, and every server takes seven bits.
        var image = message.Image.HasEightBitBody && message.SevenBitImage is { } convert ? convert() : message.Image;
        var digest = OutboxFiles.WriteMessage(folder, image, cancellationToken);
        var record = Record(id, message, image, action, digest);
        OutboxFiles.WriteRecord(folder, record);

        // The files' names: without them the folder would arrive empty after a power cut.
        DurableFileSystem.Flush(folder);
        return record;
    }

    private OutboxRecord Record(string id, ComposedMessage message, RenderedMessage image, string action, string digest)
    {
        var now = clock.GetUtcNow();
        return new OutboxRecord
        {
            Id = id,
            Accepted = now,
            Since = now,
            Action = action,
            Sender = message.Sender.Text,
            Recipients = message.Recipients.Select(recipient => new RecipientResult { Address = recipient.Address.Text, Kind = recipient.Kind }).ToList(),
            DeliveryNotification = message.DeliveryNotification,
            InternationalAddress = message.InternationalAddress,
            MessageId = message.MessageId,
            Subject = message.Subject,
            HasEightBitHeader = image.HasEightBitHeader,
            HasEightBitBody = image.HasEightBitBody,
            Size = image.Size,
            HeaderSize = image.HeaderBlock.Length,
            Sha256 = digest,
        };
    }

    // Warnings go out after the lock: they wait for the pipeline's thread, which may wait for the lock.
    private OutboxInstance Owner(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> faults = [];
        OutboxInstance owner;
        lock (_lock)
            owner = _owner ??= OutboxInstance.Begin(Layout, clock, out faults, cancellationToken);
        foreach (var fault in faults)
            feedback.Warning(fault);
        return owner;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception cause) when (IsFault(cause))
        {
            // It goes with the owner.
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (IsFault(cause) || cause is ArgumentException or NotSupportedException)
        {
            throw Errors.OutboxNotWritable.Because(cause, path, cause.Message);
        }
        catch (OperationCanceledException cause)
        {
            throw Errors.Stopped.Because(cause);
        }
    }
}
