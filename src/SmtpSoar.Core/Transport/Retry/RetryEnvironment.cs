using System;

namespace SmtpSoar.Core.Transport.Retry;

/// <summary>The surroundings of retries: feedback, clock and random numbers. Tests bring their own.</summary>
internal sealed class RetryEnvironment(IFeedback feedback)
{
    /// <summary>Hears of each wait.</summary>
    internal IFeedback Feedback => feedback;

    /// <summary>The clock.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gives numbers from 0 up to 1, so that many senders do not come back at the same moment.</summary>
    internal Func<double> Random { get; init; } =
#if NET
        System.Random.Shared.NextDouble;
#else
        new Random().NextDouble;
#endif
}
