namespace SmtpSoar;

/// <summary>How <c>Export-SoarEmail</c> writes a message.</summary>
public enum MailFileFormat : long
{
    /// <summary>The message itself, byte for byte as it would go out (RFC 5322).</summary>
    Eml,

    /// <summary>A page for a browser that shows the message, and loads nothing from elsewhere.</summary>
    Html,
}
