namespace SmtpSoar;

/// <summary>A mail provider whose settings are known.</summary>
public enum MailProvider : long
{
    /// <summary>Exchange Online.</summary>
    Microsoft365,

    /// <summary>Gmail, and Google Workspace.</summary>
    Gmail,
}
