namespace SmtpSoar.Core.Transport.Retry;

/// <summary>Tells what a failure says about another try.</summary>
internal enum RetryClass
{
    /// <summary>It would fail again, or nobody knows whether it failed.</summary>
    Permanent,

    /// <summary>It may work in a moment.</summary>
    Temporary,

    /// <summary>The server wants us to send more slowly.</summary>
    Throttled,
}
