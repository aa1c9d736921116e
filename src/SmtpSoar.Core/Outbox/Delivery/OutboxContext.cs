using System;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Holds what all deliveries of one command share that work for one outbox. Safe for many threads.</summary>
/// <param name="store">The outbox.</param>
/// <param name="asset">The asset that is sent by.</param>
/// <param name="environment">The ways out of the module.</param>
internal sealed class OutboxContext(IOutboxStore store, SmtpAsset asset, RetryEnvironment environment)
{
    /// <summary>The outbox.</summary>
    internal IOutboxStore Store => store;

    /// <summary>When waiting messages are due.</summary>
    internal OutboxSchedule Schedule { get; } = new(environment.Random);

    /// <summary>Whether the server is worth asking.</summary>
    internal CircuitBreaker Pause { get; } = new(TimeSpan.FromSeconds(asset.RetryMaxDelaySec), environment.Clock);

    /// <summary>Hears of what goes wrong beside.</summary>
    internal IFeedback Feedback => environment.Feedback;
}
