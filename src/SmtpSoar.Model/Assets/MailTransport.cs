namespace SmtpSoar;

/// <summary>The way by which an asset's mails go out.</summary>
public enum MailTransport : long
{
    /// <summary>A mail server, by SMTP (RFC 5321). With <c>PickupDirectory</c>, the folder.</summary>
    Smtp,

    /// <summary>Exchange Online, by Microsoft Graph over HTTPS: for tenants and networks that allow no SMTP.</summary>
    MicrosoftGraph,

    /// <summary>Gmail, by its API over HTTPS.</summary>
    GmailApi,

    /// <summary>The folder that <c>PickupDirectory</c> names. No network is used.</summary>
    Pickup,
}
