using System;
using SmtpSoar.Core.Outbox.FileSystem;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Outbox;

/// <summary>What all deliveries of one command share that work for one outbox. Safe for many threads.</summary>
internal sealed class OutboxContext(string path, SmtpAsset asset, RetryEnvironment environment) : IDisposable
{
    /// <summary>The outbox.</summary>
    internal OutboxFolder Folder { get; } = new(path, environment.Feedback, environment.Clock);

    /// <summary>When waiting messages are due.</summary>
    internal OutboxSchedule Schedule { get; } = new(environment.Clock, environment.Random);

    /// <summary>Whether the server is worth asking.</summary>
    internal CircuitBreaker Pause { get; } = new(TimeSpan.FromSeconds(asset.RetryMaxDelaySec), environment.Clock);

    /// <summary>Hears of what goes wrong beside.</summary>
    internal IFeedback Feedback => environment.Feedback;

    public void Dispose() => Folder.Dispose();
}
