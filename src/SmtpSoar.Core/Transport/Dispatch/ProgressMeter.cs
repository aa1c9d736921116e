using System;

namespace SmtpSoar.Core.Transport.Dispatch;

/// <summary>Tells how far many messages, or a large one, have come: not at once, and not too often.</summary>
/// <remarks>For any number of threads.</remarks>
internal sealed class ProgressMeter(IFeedback feedback, TimeProvider clock)
{
    // Work that is over before this needs nothing to be shown.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly object _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private int _done;
    private int _failed;
    private long? _lastShown;

    /// <summary>How many messages there will be, where that is known.</summary>
    public int? Total { get; set; }

    /// <summary>A message is done.</summary>
    public void Done(bool hasFailed)
    {
        lock (_lock)
        {
            _done++;
            _failed += hasFailed ? 1 : 0;
        }

        Show(null, 0);
    }

    /// <summary>Some of a message is written.</summary>
    public void Written(long bytes, long size) => Show(bytes, size);

    /// <summary>Nothing more will come.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            if (_lastShown is null)
                return;
            _lastShown = null;
        }

        feedback.Progress(new MailProgress { IsCompleted = true });
    }

    private void Show(long? bytes, long size)
    {
        MailProgress progress;
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var time = clock.GetElapsedTime(_started, now);
            if (time < Quiet || (_lastShown is { } last && clock.GetElapsedTime(last, now) < Interval))
                return;
            _lastShown = now;
            progress = Measure(time.TotalSeconds, bytes, size);
        }

        feedback.Progress(progress);
    }

    private MailProgress Measure(double seconds, long? bytes, long size)
    {
        var rate = _done / seconds;
        return new MailProgress
        {
            Done = _done,
            Failed = _failed,
            Total = Total,
            Rate = rate,
            Left = Total is { } total && rate > 0 ? TimeSpan.FromSeconds((total - _done) / rate) : null,
            Bytes = bytes,
            Size = size,
        };
    }
}
