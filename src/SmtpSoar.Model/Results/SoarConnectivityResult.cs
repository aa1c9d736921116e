namespace SmtpSoar;

/// <summary>What <c>Test-SmtpAsset</c> found: SOAR's action "test connectivity", step by step.</summary>
public sealed class SoarConnectivityResult : SoarActionResult
{
    /// <summary>The steps in order.</summary>
    public ConnectivityStep[] Steps { get; set; } = [];
}
