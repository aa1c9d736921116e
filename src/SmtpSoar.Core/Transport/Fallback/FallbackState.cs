using System;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Transport.Fallback;

/// <summary>Holds what all connections know together about the first server. Safe for many threads.</summary>
/// <param name="first">The first asset.</param>
/// <param name="second">The asset that stands by.</param>
/// <param name="serverState">The first server, as far as it is known.</param>
/// <param name="environment">The clock, and the ears.</param>
internal sealed class FallbackState(SmtpAsset first, SmtpAsset second, SharedServerState serverState, RetryEnvironment environment)
{
    private readonly Once _warning = new();

    /// <summary>The name of the first asset, or of its server where it has none.</summary>
    public string First { get; } = first.Name ?? first.Server ?? first.ToString();

    /// <summary>The name of the asset that stands by.</summary>
    public string Name { get; } = second.Name ?? second.ToString();

    /// <summary>Whether the first server is worth asking.</summary>
    public CircuitBreaker Pause { get; } = new(TimeSpan.FromSeconds(first.RetryMaxDelaySec), environment.Clock);

    /// <summary>Whether a mail may go by the second server.</summary>
    public bool Allows(DeliveryReceipt receipt) => FallbackRule.Allows(receipt, serverState);

    /// <summary>Tells of it, the first time as a warning.</summary>
    public void Tell(SmtpSoarException failure)
    {
        var words = Messages.FallbackUsed(Name, failure.Sentence);
        if (_warning.Happens())
            environment.Feedback.Warning(words);
        else
            environment.Feedback.Verbose(words);
    }
}
