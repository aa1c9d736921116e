namespace SmtpSoar;

/// <summary>The check for a revoked certificate of the server.</summary>
public enum CertificateRevocation : long
{
    /// <summary>
    /// A revoked certificate is refused. One whose state can't be learned within 5 seconds is accepted, with a verbose note.
    /// </summary>
    BestEffort,

    /// <summary>A certificate is refused unless its state is known to be good.</summary>
    Require,

    /// <summary>The revocation is not checked.</summary>
    Off,
}
