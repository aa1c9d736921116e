namespace SmtpSoar;

/// <summary>Whether a session can be used.</summary>
public enum SmtpSessionState : long
{
    /// <summary>It can.</summary>
    Open,

    /// <summary>It was closed by <c>Disconnect-SmtpSession</c>, or with its module or runspace.</summary>
    Closed,
}
