using System;
using System.Threading;

namespace SmtpSoar.Core.Transport;

/// <summary>A wait under way: shown now and then until it is over.</summary>
/// <param name="feedback">Shows it.</param>
/// <param name="clock">The clock.</param>
/// <param name="about">The words about it.</param>
/// <param name="waited">The time that has gone by already.</param>
/// <param name="isTold">Whether a verbose line has told of it.</param>
internal sealed class Wait(
    IFeedback feedback, TimeProvider clock, MailWait about, TimeSpan waited = default, bool isTold = false) : IDisposable
{
    private readonly object _lock = new();
    private readonly long _started = clock.GetTimestamp();
    private ITimer? _timer;
    private int _told = isTold ? 1 : 0;
    private bool _isShown;
    private bool _isOver;

    /// <summary>Lets a timer show it.</summary>
    public void Watch(TimeSpan first, TimeSpan interval) =>
        _timer = clock.CreateTimer(static state => ((Wait)state!).ShowByTimer(), this, first, interval);

    /// <summary>Shows how long it may still take.</summary>
    // The line is told outside of the lock, since it may wait for the pipeline's thread.
    public void Show()
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
            feedback.Verbose(Messages.Waiting(Now()));
        lock (_lock)
        {
            if (_isOver)
                return;
            _isShown = true;
            feedback.Progress(new MailProgress { Wait = Now() });
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            if (_isShown && !_isOver)
                feedback.Progress(new MailProgress { Wait = about, IsCompleted = true });
            _isOver = true;
        }
    }

    // An exception that leaves a timer ends the process.
    private void ShowByTimer()
    {
        try
        {
            Show();
        }
        catch (OperationCanceledException)
        {
            // The command has ended.
        }
    }

    private MailWait Now()
    {
        var left = about.Limit - waited - clock.GetElapsedTime(_started);
        return new MailWait { For = about.For, Try = about.Try, Limit = about.Limit, Left = left < TimeSpan.Zero ? TimeSpan.Zero : left };
    }
}
