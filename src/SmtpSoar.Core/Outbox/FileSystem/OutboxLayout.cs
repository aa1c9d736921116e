using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>The folders and files of an outbox. A message's folder tells its state.</summary>
internal sealed class OutboxLayout(string root)
{
    internal const string MessageFile = "message.eml";
    internal const string EnvelopeFile = "envelope.json";

    private const string LockExtension = ".lock";
    private const int OwnerLength = 32;

    private static readonly OutboxState[] States =
        [OutboxState.Waiting, OutboxState.Sent, OutboxState.Failed, OutboxState.Unknown, OutboxState.Moving];

    /// <summary>The outbox.</summary>
    internal string Root => root;

    /// <summary>Held while an owner begins and while crashed ones are looked for. Its presence says that this is an outbox.</summary>
    internal string LockPath => Path.Combine(root, "outbox" + LockExtension);

    /// <summary>Messages that are being accepted, by owner.</summary>
    internal string TemporaryRoot => Path.Combine(root, "tmp");

    /// <summary>Messages that somebody works on, by owner, and the owners' locks.</summary>
    internal string WorkRoot => Path.Combine(root, "work");

    internal string Temporary(string owner) => Path.Combine(TemporaryRoot, owner);

    internal string Work(string owner) => Path.Combine(WorkRoot, owner);

    internal string OwnerLock(string owner) => Path.Combine(WorkRoot, owner + LockExtension);

    /// <summary>The folder of all messages of a state that no owner has.</summary>
    internal string Of(OutboxState state) => Path.Combine(root, state switch
    {
        OutboxState.Waiting => "queue",
        OutboxState.Sent => "sent",
        OutboxState.Failed => "failed",
        OutboxState.Unknown => "unknown",
        OutboxState.Moving => "moving",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    });

    /// <summary>Whether a command may take messages of a state, or put them into it.</summary>
    internal static bool IsFolder(OutboxState state) => state is not (OutboxState.Sending or OutboxState.Held);

    /// <summary>The folders in which messages of a state lie. Outboxes of earlier versions lack one.</summary>
    internal IEnumerable<string> FoldersOf(OutboxState state)
    {
        var folders = state == OutboxState.Sending ? Owners().Select(Work) : IsFolder(state) ? [Of(state)] : [];
        return folders.Where(Directory.Exists);
    }

    /// <summary>All folders that there must be.</summary>
    internal IEnumerable<string> Folders => States.Select(Of).Concat([TemporaryRoot, WorkRoot]);

    /// <summary>All owners that have left a trace, alive or dead.</summary>
    internal IEnumerable<string> Owners() => new[] { WorkRoot, TemporaryRoot }
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFileSystemEntries)
        .Select(path => Path.GetFileName(path))
        .Select(name => name.EndsWith(LockExtension, StringComparison.Ordinal) ? name[..^LockExtension.Length] : name)
        .Where(name => Hex.IsHex(name, OwnerLength))
        .Distinct()
        .ToList();
}
