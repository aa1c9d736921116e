namespace SmtpSoar.Core.Smtp.Tls;

/// <summary>The phases between the TCP connection and the login.</summary>
internal enum HandshakePhase
{
    /// <summary>The banner and EHLO.</summary>
    Hello,

    /// <summary>STARTTLS was asked for.</summary>
    StartTls,

    /// <summary>The TLS handshake.</summary>
    Handshake,

    /// <summary>EHLO inside TLS.</summary>
    SecureHello,
}
