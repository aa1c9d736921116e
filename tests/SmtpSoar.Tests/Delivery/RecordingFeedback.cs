using System;
using System.Collections.Concurrent;
using System.Collections.Generic;

namespace SmtpSoar.Tests.Delivery;

/// <summary>Keeps what the core tells.</summary>
internal sealed class RecordingFeedback : IFeedback
{
    private readonly ConcurrentQueue<string> _verbose = new();
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly ConcurrentQueue<MailProgress> _progress = new();

    public IReadOnlyCollection<string> Details => _verbose;

    public IReadOnlyCollection<string> Warnings => _warnings;

    public IReadOnlyCollection<MailProgress> Shown => _progress;

    /// <summary>Hears of each detail, while the core waits.</summary>
    public Action<string>? OnVerbose { get; set; }

    public void Verbose(string message)
    {
        _verbose.Enqueue(message);
        OnVerbose?.Invoke(message);
    }

    public void Warning(string message) => _warnings.Enqueue(message);

    public void Progress(MailProgress progress) => _progress.Enqueue(progress);
}
