namespace SmtpSoar;

/// <summary>How the connection to the server is encrypted. SOAR's <c>ssl_config</c>.</summary>
public enum SslMethod : long
{
    /// <summary>No TLS. Default port 25.</summary>
    None,

    /// <summary>TLS from the first byte (RFC 8314, section 3). Default port 465.</summary>
    Ssl,

    /// <summary>TLS by the STARTTLS command (RFC 3207), required: there is no fall-back to clear text. Default port 587.</summary>
    StartTls,
}
