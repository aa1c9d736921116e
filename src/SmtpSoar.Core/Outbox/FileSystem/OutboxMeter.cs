using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>Measures an outbox in a folder. Most of it stands in names; a record is read where it has to be.</summary>
internal sealed class OutboxMeter(OutboxLayout layout, TimeSpan period, TimeProvider clock)
{
    // The clock of the disk may be another machine's.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _now = clock.GetUtcNow();
    private readonly Dictionary<OutboxState, int> _counts = [];
    private int _accepted;

    /// <summary>The numbers as they are now. A message that comes or goes meanwhile may be counted once, twice or not at all.</summary>
    internal OutboxMeasure Measure(CancellationToken cancellationToken)
    {
        var measure = new OutboxMeasure { Outbox = layout.Root, Time = _now, Period = period };
        foreach (var state in new OutboxQuery().States)
            Count(state, cancellationToken);
        MeasureWaiting(measure, cancellationToken);
        (measure.Waiting, measure.Sending) = (_counts[OutboxState.Waiting], _counts[OutboxState.Sending]);
        (measure.Sent, measure.Failed) = (_counts[OutboxState.Sent], _counts[OutboxState.Failed]);
        (measure.Unknown, measure.Moving) = (_counts[OutboxState.Unknown], _counts[OutboxState.Moving]);
        measure.AcceptedPerMinute = PerMinute(_accepted);
        measure.SentPerMinute = PerMinute(Finished(OutboxState.Sent, cancellationToken));
        measure.FailedPerMinute = PerMinute(Finished(OutboxState.Failed, cancellationToken));
        return measure;
    }

    private double PerMinute(int count) => count / period.TotalMinutes;

    private bool IsOfPeriod(DateTimeOffset? time) => time > _now - period;

    private void Count(OutboxState state, CancellationToken cancellationToken)
    {
        _counts[state] = 0;
        foreach (var name in layout.FoldersOf(state).SelectMany(Directory.EnumerateDirectories).Select(path => Path.GetFileName(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _counts[state]++;
            if (IsOfPeriod(OutboxId.TimeOf(name)))
                _accepted++;
        }
    }

    private void MeasureWaiting(OutboxMeasure measure, CancellationToken cancellationToken)
    {
        foreach (var entry in new OutboxListing(layout, new OutboxQuery { States = [OutboxState.Waiting] }, clock).Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            measure.OldestWaiting = Earlier(measure.OldestWaiting, entry.Accepted);
            if (entry.NextTry > _now)
                continue;
            measure.Due++;
            measure.OldestDue = Earlier(measure.OldestDue, entry.NextTry ?? entry.Accepted);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset time) => known < time ? known.Value : time;

    // The disk says which records were written lately, so that of many old ones none is read.
    private int Finished(OutboxState state, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetUtcNow().UtcDateTime - period - Slack;
        var lately = layout.FoldersOf(state)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Directory.GetLastWriteTimeUtc(folder) >= since)
            .Select(folder => Path.GetFileName(folder));
        var count = 0;
        foreach (var id in lately)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (new OutboxListing(layout, new OutboxQuery { States = [state], Ids = [id] }, clock).Read().Any(IsFinishedLately))
                count++;
        }

        return count;
    }

    private bool IsFinishedLately(OutboxEntry entry) => IsOfPeriod(entry.Finished);
}
