namespace SmtpSoar;

/// <summary>The result of <c>Test-SmtpAsset</c>: SOAR's action "test connectivity", step by step.</summary>
public sealed class SoarConnectivityResult : SoarActionResult
{
    /// <summary>The steps in order.</summary>
    public ConnectivityStep[] Steps { get; set; } = [];
}
