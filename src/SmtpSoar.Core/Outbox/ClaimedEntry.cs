using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox;

/// <summary>A message in the outbox that this command has taken: nobody else touches it.</summary>
/// <param name="layout">The outbox.</param>
/// <param name="owner">The owner's folder.</param>
/// <param name="record">What is known of it.</param>
/// <param name="origin">Where it was taken from.</param>
internal sealed class ClaimedEntry(OutboxLayout layout, string owner, OutboxRecord record, OutboxState origin) : IDeliveryCheckpoint
{
    private readonly IReadOnlyList<RecipientResult> _asked = record.Open;

    internal OutboxRecord Record => record;

    internal string Id => record.Id;

    /// <summary>Where it was taken from. One whose outcome is unknown stays so until it was sent again.</summary>
    internal OutboxState Origin => origin;

    /// <summary>Whether a server may have taken it.</summary>
    internal bool IsMarked { get; private set; }

    internal string Folder => Path.Combine(owner, Id);

    /// <inheritdoc/>
    public void BeforeLastByte()
    {
        Mark(OutboxState.Sending);
        IsMarked = true;
    }

    /// <inheritdoc/>
    public void NotTaken()
    {
        // Where that can't be written it is as if nobody knew: better than twice.
        if (IsMarked)
            TryKeep();
    }

    /// <inheritdoc/>
    public bool Taken(IReadOnlyList<RecipientResult> results)
    {
        Merge(results);
        return TryKeep();
    }

    /// <summary>Writes down what became of it, and puts it there.</summary>
    /// <returns>Where it is: where nobody could tell any more who has it, it is unknown.</returns>
    /// <exception cref="IOException">It could not be put there, so that whoever comes next has to find out.</exception>
    internal OutboxState Finish(OutboxState state)
    {
        record.State = state;
        if (!TryWrite() && IsMarked && state is OutboxState.Waiting or OutboxState.Failed)
            state = OutboxState.Unknown;
        Return(state);
        return state;
    }

    /// <summary>Writes down who has it by now, and that it is not under way.</summary>
    /// <returns>Whether that is safe on the disk.</returns>
    internal bool TryKeep()
    {
        try
        {
            Mark(origin);
            IsMarked = false;
            return true;
        }
        catch (SmtpSoarException)
        {
            return false;
        }
    }

    /// <summary>Puts it there as it is.</summary>
    internal void Return(OutboxState state)
    {
        var target = layout.Of(state);
        DurableFileSystem.Move(Folder, Path.Combine(target, Id));

        // One flush for the move; where the record's new name is lost the folder still says what became of the message.
        DurableFileSystem.Flush(target);
    }

    /// <summary>Keeps what a server said about the recipients who had not got the message when it was taken.</summary>
    /// <param name="results">The server's answers about each of them so far.</param>
    /// <returns>The same, and the answers about the others from before.</returns>
    internal IReadOnlyList<RecipientResult> Merge(IReadOnlyList<RecipientResult> results)
    {
        var asked = _asked.Zip(results, (known, said) => (known, said)).ToDictionary(pair => pair.known, pair => pair.said);
        var all = record.Recipients.Select(known => asked.TryGetValue(known, out var said) ? said : known).ToList();
        foreach (var pair in asked)
            Take(pair.Key, pair.Value);
        return all;
    }

    // A refusal for now leaves the recipient open, and yet is shown. One that was not answered this time keeps what was said before.
    private static void Take(RecipientResult known, RecipientResult said)
    {
        if (said is { Accepted: null, StatusCode: null })
            return;
        known.Accepted = said.IsRefusedForNow ? null : said.Accepted;
        (known.StatusCode, known.EnhancedStatusCode, known.Text) = (said.StatusCode, said.EnhancedStatusCode, said.Text);
        known.OutcomeUnknown = said.OutcomeUnknown;
    }

    private void Mark(OutboxState state)
    {
        var (before, resent) = (record.State, record.Resent);
        try
        {
            record.State = state;
            record.Resent |= state == OutboxState.Sending && origin == OutboxState.Unknown;
            OutboxFiles.WriteRecord(Folder, record);

            // Without it a power cut could bring the old record back, after the server had taken the message.
            DurableFileSystem.Flush(Folder);
        }
        catch (Exception cause) when (OutboxFolder.IsFault(cause))
        {
            (record.State, record.Resent) = (before, resent);
            throw Errors.OutboxNotWritable.Because(cause, layout.Root, cause.Message);
        }
    }

    // The folder that it is put into says the most important thing, also where the disk has no room for a new record.
    private bool TryWrite()
    {
        try
        {
            OutboxFiles.WriteRecord(Folder, record);
            return true;
        }
        catch (Exception cause) when (OutboxFolder.IsFault(cause))
        {
            return false;
        }
    }
}
