namespace SmtpSoar;

/// <summary>What happens when the server's certificate may have been revoked.</summary>
public enum CertificateRevocation : long
{
    /// <summary>A revoked certificate is refused. One whose state can't be learned within 5 seconds is accepted, with a verbose note.</summary>
    BestEffort,

    /// <summary>A certificate is refused unless its state is known to be good.</summary>
    Require,

    /// <summary>Nobody is asked.</summary>
    Off,
}
