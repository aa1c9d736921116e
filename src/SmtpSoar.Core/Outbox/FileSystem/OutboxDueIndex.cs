using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>
/// Remembers when the messages of the queue are due, so that a worker may look often: each record is read once, and a queue that did not
/// change costs a look at the folder's own time. For one thread at a time.
/// </summary>
internal sealed class OutboxDueIndex(OutboxLayout layout, TimeProvider clock)
{
    // Other commands may take those that are given before the caller does.
    private const int Spare = 64;

    // A change in the same moment as a look could leave the folder's time as it was.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    // Not every file system keeps the time of a folder, and a record may be changed by hand.
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(60);

    // As long as some are known, others that come need not be known at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly SortedDictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    private DateTime _folderTime;
    private long _seen;
    private long? _read;
    private long? _looked;
    private bool _isSettled;

    /// <summary>Messages that are due by now, the oldest first.</summary>
    /// <param name="count">How many are wanted. Some more are given.</param>
    /// <param name="check">Makes sure that the outbox is there and nobody else's, before it is read.</param>
    /// <exception cref="IOException">The queue can't be read.</exception>
    public IReadOnlyList<string> Due(int count, Action check)
    {
        if (HasChanged() && (_looked is not { } looked || clock.GetElapsedTime(looked) >= Patience || Known(1).Count == 0))
        {
            check();
            Read();
        }

        return Known(Math.Max(count, Spare));
    }

    /// <summary>A message was taken, or can't be: what was known of it counts no more.</summary>
    public void Forget(string id) => _due.Remove(id);

    private List<string> Known(int count)
    {
        var now = clock.GetUtcNow();
        return [.. _due.Where(pair => pair.Value <= now).Take(count).Select(pair => pair.Key)];
    }

    private bool HasChanged()
    {
        var time = Directory.GetLastWriteTimeUtc(layout.Of(OutboxState.Waiting));
        if (time != _folderTime)
            (_folderTime, _seen, _isSettled) = (time, clock.GetTimestamp(), false);
        return !_isSettled || _read is not { } read || clock.GetElapsedTime(read) >= Trust;
    }

    private void Read()
    {
        if (_read is { } last && clock.GetElapsedTime(last) >= Trust)
            _due.Clear();
        _looked = clock.GetTimestamp();
        _isSettled = clock.GetElapsedTime(_seen) >= Settled;
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(layout.Of(OutboxState.Waiting)))
        {
            var id = Path.GetFileName(folder);
            there.Add(id);
            if (!_due.ContainsKey(id) && OutboxId.IsId(id))
                _due[id] = TimeOf(folder);
        }

        foreach (var gone in _due.Keys.Where(id => !there.Contains(id)).ToList())
            _due.Remove(gone);
        if (_read is not { } before || clock.GetElapsedTime(before) >= Trust)
            _read = clock.GetTimestamp();
    }

    // A record that can't be read is looked at again after a while; the listing tells of it.
    private static DateTimeOffset TimeOf(string folder)
    {
        try
        {
            return OutboxFiles.ReadRecord(folder).NextTry ?? DateTimeOffset.MinValue;
        }
        catch (Exception cause) when (cause is SmtpSoarException or DirectoryNotFoundException)
        {
            return DateTimeOffset.MaxValue;
        }
    }
}
